package io.nightjar.pattern;

import java.util.ArrayList;
import java.util.List;

/** The parameter types that a pattern asks for, by simple or full names. Immutable. */
final class ParameterList {
    private final List<NameGlob> types;
    private final boolean more;

    ParameterList(List<NameGlob> types, boolean more) {
        this.types = List.copyOf(types);
        this.more = more;
    }

    /** Whether a method of this descriptor, for example {@code (ILjava/lang/String;)V}, has such parameters. */
    boolean matches(String descriptor) {
        int index = 0;
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = endOfType(descriptor, at);
            if (index == types.size()) {
                return more;
            }
            NameGlob wanted = types.get(index);
            if (!wanted.text().equals("*") && !wanted.matchesEnd(typeName(descriptor, at, end))) {
                return false;
            }
            index++;
            at = end;
        }
        return index == types.size();
    }

    /** The names of a descriptor's parameter types, in order. */
    static List<String> namesOf(String descriptor) {
        List<String> names = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = endOfType(descriptor, at);
            names.add(typeName(descriptor, at, end));
            at = end;
        }
        return names;
    }

    private static int endOfType(String descriptor, int from) {
        int at = from;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    private static String typeName(String descriptor, int from, int end) {
        int at = from;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        StringBuilder name = new StringBuilder(end - from + 8);
        if (descriptor.charAt(at) == 'L') {
            name.append(descriptor.substring(at + 1, end - 1).replace('/', '.'));
        } else {
            name.append(primitive(descriptor.charAt(at)));
        }
        for (int i = from; i < at; i++) {
            name.append("[]");
        }
        return name.toString();
    }

    private static String primitive(char letter) {
        return switch (letter) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            default -> "double";
        };
    }
}
