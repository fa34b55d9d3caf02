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
        return new io.nightjar.match.Glob(glob).matches(name);
    }
}
