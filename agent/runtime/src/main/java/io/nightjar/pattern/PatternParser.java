package io.nightjar.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one pattern from left to right. Confined to one thread. */
final class PatternParser {
    private static final String[] NEVER_WOVEN = {
        "java.",
        "jdk.",
        "sun.",
        "com.sun.proxy.",
        "io.nightjar.advice.",
        "io.nightjar.agent.",
        "io.nightjar.alert.",
        "io.nightjar.calls.",
        "io.nightjar.cli.",
        "io.nightjar.config.",
        "io.nightjar.console.",
        "io.nightjar.detect.",
        "io.nightjar.export.",
        "io.nightjar.hook.",
        "io.nightjar.host.",
        "io.nightjar.json.",
        "io.nightjar.launch.",
        "io.nightjar.log.",
        "io.nightjar.match.",
        "io.nightjar.notify.",
        "io.nightjar.learn.",
        "io.nightjar.objective.",
        "io.nightjar.observe.",
        "io.nightjar.pattern.",
        "io.nightjar.preset.",
        "io.nightjar.record.",
        "io.nightjar.replay.",
        "io.nightjar.request.",
        "io.nightjar.rule.",
        "io.nightjar.sample.",
        "io.nightjar.sink.",
        "io.nightjar.state.",
        "io.nightjar.status.",
        "io.nightjar.store.",
        "io.nightjar.time.",
        "io.nightjar.weave."
    };

    private final String text;

    PatternParser(String text) {
        this.text = text.strip();
    }

    Pattern parse() {
        if (text.isEmpty()) {
            throw problem("a pattern is missing: write type#method", 0);
        }
        if (text.charAt(0) == '!') {
            throw problem("'!' excludes only at the front of an entry of a list", 0);
        }
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw problem("'#' is missing: write type#method, for example com.acme.Engine#infer", text.length());
        }
        if (text.indexOf('#', hash + 1) >= 0) {
            throw problem("a second '#'", text.indexOf('#', hash + 1));
        }
        Pattern.Scope scope = scope(text.charAt(0));
        int typeBegin = scope == Pattern.Scope.TYPE ? 0 : 1;
        NameGlob type = typeName(typeBegin, hash);
        if (scope == Pattern.Scope.TYPE) {
            refuseJdkAndAgent(type);
        }
        return methodPart(scope, type, hash + 1);
    }

    private static Pattern.Scope scope(char first) {
        return first == '+' ? Pattern.Scope.SUBTYPES : first == '@' ? Pattern.Scope.ANNOTATED : Pattern.Scope.TYPE;
    }

    private Pattern methodPart(Pattern.Scope scope, NameGlob type, int begin) {
        boolean annotated = begin < text.length() && text.charAt(begin) == '@';
        int nameBegin = annotated ? begin + 1 : begin;
        int open = text.indexOf('(', begin);
        int nameEnd = open < 0 ? text.length() : open;
        NameGlob method = annotated ? typeName(nameBegin, nameEnd) : methodName(nameBegin, nameEnd);
        ParameterList parameters = open < 0 ? null : parameters(open);
        return new Pattern(text, scope, type, annotated, method, parameters);
    }

    private void refuseJdkAndAgent(NameGlob type) {
        for (String prefix : NEVER_WOVEN) {
            if (type.text().startsWith(prefix)) {
                throw problem("types of the JDK and of the agent are never woven", 0);
            }
        }
    }

    private NameGlob typeName(int begin, int end) {
        String name = text.substring(begin, end).stripTrailing();
        if (name.isEmpty()) {
            throw problem("a type's name is missing", begin);
        }
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            dots = c == '.' ? dots + 1 : 0;
            if (dots > 2) {
                throw problem("more than two dots: '..' is any packages", begin + i);
            }
            if (dots == 0) {
                requireNameCharacter(c, begin + i, "a type's name");
            }
        }
        if (dots > 0) {
            throw problem("a name is missing after the dot", begin + name.length());
        }
        if (name.charAt(0) == '.' && !name.startsWith("..")) {
            throw problem("a name is missing before the dot", begin);
        }
        return new NameGlob(name);
    }

    private NameGlob methodName(int begin, int end) {
        String name = text.substring(begin, end).strip();
        if (name.isEmpty()) {
            throw problem("a method's name is missing after '#'", begin);
        }
        if (name.charAt(0) == '<') {
            if (!name.equals("<init>")) {
                throw problem("only <init> may stand in angle brackets, it means constructors", begin);
            }
            return new NameGlob(name);
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '.') {
                throw problem("a dot in a method's name", begin + i);
            }
            requireNameCharacter(name.charAt(i), begin + i, "a method's name");
        }
        return new NameGlob(name);
    }

    private @Nullable ParameterList parameters(int open) {
        int close = text.indexOf(')', open);
        if (close < 0) {
            throw problem("')' is missing", text.length());
        }
        if (close != text.length() - 1) {
            throw problem("nothing may follow ')'", close + 1);
        }
        List<NameGlob> types = new ArrayList<>();
        if (text.substring(open + 1, close).isBlank()) {
            return new ParameterList(types, false);
        }
        int begin = open + 1;
        while (true) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? close : comma;
            if (text.substring(begin, end).strip().equals("..")) {
                if (comma >= 0) {
                    throw problem("'..' is all remaining parameters, so nothing may follow it", comma);
                }
                return new ParameterList(types, true);
            }
            types.add(parameter(begin, end));
            if (comma < 0) {
                return new ParameterList(types, false);
            }
            begin = comma + 1;
        }
    }

    private NameGlob parameter(int from, int to) {
        int begin = from;
        while (begin < to && text.charAt(begin) == ' ') {
            begin++;
        }
        String type = text.substring(begin, to).stripTrailing();
        String element = type.endsWith("...") ? type.substring(0, type.length() - 3) + "[]" : type;
        int end = element.indexOf('[') < 0 ? element.length() : element.indexOf('[');
        String name = element.substring(0, end);
        String brackets = element.substring(end);
        if (name.isEmpty()) {
            throw problem("a parameter's type is missing", begin);
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '<') {
                throw problem("type arguments are not known at run time: leave them out", begin + i);
            }
            if (name.charAt(i) != '.') {
                requireNameCharacter(name.charAt(i), begin + i, "a parameter's type");
            }
        }
        for (int i = 0; i < brackets.length(); i++) {
            if (brackets.charAt(i) != (i % 2 == 0 ? '[' : ']') || brackets.length() % 2 != 0) {
                throw problem("an array is written type[]", begin + end);
            }
        }
        return new NameGlob(name + brackets);
    }

    private void requireNameCharacter(char c, int position, String where) {
        if (c <= ' ' || "()[]{}<>,;:/@+!=&|?#\\\"'".indexOf(c) >= 0) {
            throw problem("'" + c + "' cannot stand in " + where, position);
        }
    }

    private PatternException problem(String message, int position) {
        return new PatternException(message, text, position);
    }
}
