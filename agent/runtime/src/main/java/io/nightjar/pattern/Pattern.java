package io.nightjar.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pattern of the form {@code type#method(parameters)}. Immutable. */
public final class Pattern {
    /** What the type's part of a pattern names. */
    public enum Scope {
        /** The types of that name. */
        TYPE,
        /** That type and all its subtypes, for the methods that it declares. */
        SUBTYPES,
        /** All types that carry that annotation. */
        ANNOTATED
    }

    private final String text;
    private final Scope scope;
    private final NameGlob type;
    private final boolean methodAnnotated;
    private final NameGlob method;
    private final @Nullable ParameterList parameters;

    Pattern(
            String text,
            Scope scope,
            NameGlob type,
            boolean methodAnnotated,
            NameGlob method,
            @Nullable ParameterList parameters) {
        this.text = text;
        this.scope = scope;
        this.type = type;
        this.methodAnnotated = methodAnnotated;
        this.method = method;
        this.parameters = parameters;
    }

    /**
     * Reads a pattern.
     *
     * @throws PatternException where it cannot be read or names types that are never woven
     */
    public static Pattern parse(String text) {
        return new PatternParser(text).parse();
    }

    /**
     * Splits a list at its commas, those inside parentheses excepted, and strips each entry. An empty list has no
     * entries; an empty entry is kept, for the caller to refuse.
     */
    public static List<String> split(String list) {
        List<String> entries = new ArrayList<>();
        if (list.isBlank()) {
            return entries;
        }
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                entries.add(list.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        entries.add(list.substring(begin).strip());
        return entries;
    }

    /** What was written, stripped. */
    public String text() {
        return text;
    }

    public Scope scope() {
        return scope;
    }

    /** The name of the type, of the super type or of the annotation, by {@link #scope()}. */
    public NameGlob type() {
        return type;
    }

    /** Whether {@link #method()} names an annotation that the method carries. */
    public boolean methodAnnotated() {
        return methodAnnotated;
    }

    /** The method's name, or that of its annotation. */
    public NameGlob method() {
        return method;
    }

    /** Whether a method of this name is meant; constructors only by their own name. */
    public boolean matchesMethodName(String name) {
        if (methodAnnotated || name.equals("<clinit>")) {
            return false;
        }
        return name.equals("<init>") ? method.text().equals("<init>") : method.matches(name);
    }

    /** Whether the parameters of a method descriptor are meant. */
    public boolean matchesParameters(String descriptor) {
        return parameters == null || parameters.matches(descriptor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether an entry of {@code watch} is meant as a preset's name and not as a pattern. */
    public static boolean looksLikePreset(String entry) {
        return entry.indexOf('#') < 0 && entry.indexOf('.') < 0 && entry.indexOf('*') < 0 && entry.indexOf('(') < 0;
    }
}
