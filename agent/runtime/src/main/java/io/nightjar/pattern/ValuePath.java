package io.nightjar.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value stands: {@code root.name.name}, or {@code mdc.key}, of which all behind the first dot is one key.
 *
 * @param root what the path begins with
 * @param argument the argument's index from 0, meaningful for {@link Root#ARGUMENT} alone
 * @param names each tried as {@code name()}, {@code getName()} and the public field; none for a bare root; the key of
 *     {@link Root#MDC}
 */
public record ValuePath(Root root, int argument, List<String> names) {
    /** What a path may begin with. */
    public enum Root {
        THIS,
        ARGUMENT,
        RESULT,
        THROWN,
        /** The application's diagnostic context, of SLF4J. */
        MDC,
        /** The name of the current thread. */
        THREAD,
        /** The name of the loader of the woven class. */
        LOADER,
        /** The id of the current trace. */
        TRACE;

        /** Whether it is found by the thread and the woven class alone, and not in a call's objects. */
        public boolean isOfContext() {
            return this == MDC || this == THREAD || this == LOADER || this == TRACE;
        }
    }

    /** The words with which a path may begin, a number in the place of each argument's. */
    public static final List<String> ROOTS =
            List.of("this", "arg0", "result", "thrown", "mdc", "thread", "loader", "trace");

    public ValuePath {
        names = List.copyOf(names);
    }

    /**
     * Reads a path.
     *
     * @throws PatternException where it cannot be read
     */
    public static ValuePath parse(String text) {
        String path = text.strip();
        int dot = path.indexOf('.');
        String root = dot < 0 ? path : path.substring(0, dot);
        switch (root) {
            case "mdc":
                return mdc(path, dot);
            case "thread":
                return bare(Root.THREAD, path, dot);
            case "loader":
                return bare(Root.LOADER, path, dot);
            case "trace":
                return bare(Root.TRACE, path, dot);
            default:
                break;
        }
        List<String> names = dot < 0 ? List.of() : names(path, dot + 1);
        return switch (root) {
            case "this" -> new ValuePath(Root.THIS, -1, names);
            case "result" -> new ValuePath(Root.RESULT, -1, names);
            case "thrown" -> new ValuePath(Root.THROWN, -1, names);
            default -> new ValuePath(Root.ARGUMENT, argument(root, path), names);
        };
    }

    private static ValuePath mdc(String path, int dot) {
        if (dot < 0 || dot == path.length() - 1) {
            throw new PatternException("mdc needs a key: mdc.requestId", path, path.length());
        }
        return new ValuePath(Root.MDC, -1, List.of(path.substring(dot + 1)));
    }

    private static ValuePath bare(Root root, String path, int dot) {
        if (dot >= 0) {
            throw new PatternException(
                    "nothing follows " + path.substring(0, dot) + ": it is a text by itself", path, dot);
        }
        return new ValuePath(root, -1, List.of());
    }

    /** The path as it is written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (root) {
            case THIS -> text.append("this");
            case RESULT -> text.append("result");
            case THROWN -> text.append("thrown");
            case MDC -> text.append("mdc");
            case THREAD -> text.append("thread");
            case LOADER -> text.append("loader");
            case TRACE -> text.append("trace");
            default -> text.append("arg").append(argument);
        }
        for (String name : names) {
            text.append('.').append(name);
        }
        return text.toString();
    }

    private static int argument(String root, String path) {
        String digits = root.startsWith("arg") ? root.substring(3) : "";
        boolean number = !digits.isEmpty() && digits.length() <= 3;
        for (int i = 0; i < digits.length(); i++) {
            number &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        if (!number) {
            throw new PatternException(
                    "a value path begins with this, arg0 to arg254, result, thrown, mdc.<key>, thread, loader or trace",
                    path,
                    0);
        }
        int index = Integer.parseInt(digits);
        if (index > 254) {
            throw new PatternException("a method has at most 255 parameters", path, 3);
        }
        return index;
    }

    private static List<String> names(String path, int from) {
        List<String> names = new ArrayList<>();
        int begin = from;
        while (begin <= path.length()) {
            int dot = path.indexOf('.', begin);
            int end = dot < 0 ? path.length() : dot;
            if (begin == end) {
                throw new PatternException("a name is missing", path, begin);
            }
            for (int i = begin; i < end; i++) {
                char c = path.charAt(i);
                if (i == begin ? !Character.isJavaIdentifierStart(c) : !Character.isJavaIdentifierPart(c)) {
                    String hint = c == '(' ? ": write the name without parentheses" : "";
                    throw new PatternException("'" + c + "' cannot stand in a name" + hint, path, i);
                }
            }
            names.add(path.substring(begin, end));
            begin = end + 1;
        }
        return names;
    }
}
