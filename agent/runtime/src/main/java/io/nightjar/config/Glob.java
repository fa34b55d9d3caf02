package io.nightjar.config;

/** Names with {@code *} for any characters, dots included. */
final class Glob {
    private Glob() {}

    static boolean isGlob(String name) {
        return name.indexOf('*') >= 0;
    }

    /** How many characters a glob spells out: the more, the more specific. */
    static int literalCharacters(String glob) {
        int count = 0;
        for (int i = 0; i < glob.length(); i++) {
            count += glob.charAt(i) == '*' ? 0 : 1;
        }
        return count;
    }

    static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = n;
            } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
