package io.nightjar.pattern;

/**
 * A name with wildcards: {@code *} is any part of one name, {@code ..} any packages, a dot also the border of a nested
 * type. Names are compared in dotted or internal form alike, in time that grows with the length of the name times that
 * of the glob, whatever either says. Immutable.
 */
public final class NameGlob {
    /** {@code *}: any characters of one name. */
    private static final char PART = 0;
    /** The border before {@code ..}. */
    private static final char BORDER = 1;
    /** {@code ..} at the beginning of a package; the state behind it is inside of one. */
    private static final char PACKAGES = 2;

    private static final char INSIDE = 3;

    private final String text;
    private final boolean exact;
    /** One state a character, the borders of {@code ..} three. */
    private final String states;

    private final int literalPrefix;
    private final int literalSuffix;

    NameGlob(String text) {
        this.text = text;
        this.exact = text.indexOf('*') < 0 && text.indexOf("..") < 0;
        this.states = exact ? text : states(text);
        int prefix = 0;
        while (prefix < states.length() && states.charAt(prefix) > INSIDE) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < states.length() - prefix && states.charAt(states.length() - 1 - suffix) > INSIDE) {
            suffix++;
        }
        this.literalPrefix = prefix;
        this.literalSuffix = suffix;
    }

    private static String states(String text) {
        StringBuilder states = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && text.startsWith("..", i)) {
                states.append(i == 0 ? "" : String.valueOf(BORDER))
                        .append(PACKAGES)
                        .append(INSIDE);
                i++;
            } else if (c != '*') {
                states.append(c);
            } else if (states.isEmpty() || states.charAt(states.length() - 1) != PART) {
                states.append(PART);
            }
        }
        return states.toString();
    }

    /** Whether no wildcard stands in it. */
    public boolean exact() {
        return exact;
    }

    /** What was written. */
    public String text() {
        return text;
    }

    /** Whether the whole name fits; packages may be parted by dots or slashes. */
    public boolean matches(String name) {
        int rest = name.length() - literalPrefix - literalSuffix;
        return (exact ? rest == 0 : rest >= 0)
                && literal(0, name, 0, literalPrefix)
                && literal(states.length() - literalSuffix, name, name.length() - literalSuffix, literalSuffix)
                && (exact || walk(name, literalPrefix, literalPrefix, false));
    }

    /** Whether the whole name fits, or its end from the beginning of a package, type or nested type on. */
    boolean matchesEnd(String name) {
        return exact ? isEnd(name) : matches(name) || walk(name, 0, 0, true);
    }

    private boolean isEnd(String name) {
        int at = name.length() - states.length();
        boolean fits = at == 0 || at > 0 && isBorder(name.charAt(at - 1));
        return fits && literal(0, name, at, states.length());
    }

    private boolean literal(int from, String name, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (!same(states.charAt(from + i), name.charAt(at + i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the name once and keeps every state that the glob can be in.
     *
     * @param atAnyBorder whether the glob may also begin behind each border
     */
    private boolean walk(String name, int at, int from, boolean atAnyBorder) {
        boolean[] now = new boolean[states.length() + 1];
        boolean[] next = new boolean[states.length() + 1];
        reach(from, now);
        for (int n = at; n < name.length(); n++) {
            char c = name.charAt(n);
            boolean any = false;
            for (int state = 0; state < states.length(); state++) {
                if (now[state]) {
                    now[state] = false;
                    any |= step(state, c, next);
                }
            }
            now[states.length()] = false;
            if (atAnyBorder && isBorder(c)) {
                reach(0, next);
                any = true;
            }
            if (!any && !atAnyBorder) {
                return false;
            }
            boolean[] spare = now;
            now = next;
            next = spare;
        }
        return now[states.length()];
    }

    /** Takes one character of the name in one state. */
    private boolean step(int state, char c, boolean[] into) {
        char wanted = states.charAt(state);
        boolean fits = switch (wanted) {
            case PART, BORDER -> isPackageBorder(c) == (wanted == BORDER);
            case PACKAGES, INSIDE -> true;
            default -> same(wanted, c);
        };
        if (fits) {
            int packages = wanted == INSIDE ? state - 1 : state;
            boolean inPackages = wanted == PACKAGES || wanted == INSIDE;
            int to = wanted == PART ? state : inPackages ? isPackageBorder(c) ? packages : packages + 1 : state + 1;
            if (inPackages && to > packages) {
                into[to] = true;
            } else {
                reach(to, into);
            }
        }
        return fits;
    }

    /** Enters a state, and those that need no character behind it. */
    private void reach(int state, boolean[] into) {
        int reached = state;
        while (!into[reached]) {
            into[reached] = true;
            if (reached == states.length()) {
                return;
            }
            char wanted = states.charAt(reached);
            if (wanted != PART && wanted != PACKAGES) {
                return;
            }
            reached += wanted == PART ? 1 : 2;
        }
    }

    private static boolean same(char glob, char name) {
        return glob == name || glob == '.' && isBorder(name);
    }

    private static boolean isBorder(char c) {
        return c == '.' || c == '/' || c == '$';
    }

    private static boolean isPackageBorder(char c) {
        return c == '.' || c == '/';
    }

    @Override
    public String toString() {
        return text;
    }
}
