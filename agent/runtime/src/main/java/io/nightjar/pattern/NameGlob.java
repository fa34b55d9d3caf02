package io.nightjar.pattern;

/**
 * A name with wildcards: {@code *} is any part of one name, {@code ..} any packages, a dot also the border of a nested
 * type. Names are compared in dotted or internal form alike. Immutable.
 */
public final class NameGlob {
    private final String text;
    private final boolean exact;

    NameGlob(String text) {
        this.text = text;
        this.exact = text.indexOf('*') < 0 && text.indexOf("..") < 0;
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
        return (!exact || text.length() == name.length()) && matches(text, 0, name, 0);
    }

    /** Whether the whole name fits, or its end from the beginning of a package, type or nested type on. */
    boolean matchesEnd(String name) {
        if (matches(name)) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            if (isBorder(name.charAt(i)) && matches(text, 0, name, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String glob, int from, String name, int at) {
        int g = from;
        int n = at;
        while (g < glob.length()) {
            char c = glob.charAt(g);
            if (c == '*') {
                return matchesPart(glob, g + 1, name, n);
            }
            if (c == '.' && g + 1 < glob.length() && glob.charAt(g + 1) == '.') {
                return matchesPackages(glob, g, name, n);
            }
            if (n == name.length() || !same(c, name.charAt(n))) {
                return false;
            }
            g++;
            n++;
        }
        return n == name.length();
    }

    private static boolean matchesPart(String glob, int rest, String name, int at) {
        for (int n = at; ; n++) {
            if (matches(glob, rest, name, n)) {
                return true;
            }
            if (n == name.length() || isPackageBorder(name.charAt(n))) {
                return false;
            }
        }
    }

    private static boolean matchesPackages(String glob, int dots, String name, int at) {
        if (dots == 0) {
            if (matches(glob, 2, name, 0)) {
                return true;
            }
        } else if (at == name.length() || !isPackageBorder(name.charAt(at))) {
            return false;
        }
        for (int n = at; n < name.length(); n++) {
            if (isPackageBorder(name.charAt(n)) && matches(glob, dots + 2, name, n + 1)) {
                return true;
            }
        }
        return false;
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
