package io.nightjar.match;

import org.jspecify.annotations.Nullable;

/**
 * A text in which {@code *} stands for any characters, none included. Compared in time that grows with the length of the value
 * times that of the glob at most; most values differ in the characters before the first {@code *} or behind the last. Immutable;
 * equal where it is written the same.
 */
public final class Glob {
    private final String text;
    /** What stands before the first {@code *}. */
    private final String prefix;
    /** What stands behind the last {@code *}. */
    private final String suffix;
    /** Whether any characters may follow the prefix. */
    private final boolean open;

    public Glob(String text) {
        this.text = text;
        int star = text.indexOf('*');
        prefix = star < 0 ? text : text.substring(0, star);
        suffix = text.substring(text.lastIndexOf('*') + 1);
        open = star >= 0 && star == text.length() - 1;
    }

    /** Whether the whole value is like this. */
    public boolean matches(String value) {
        if (!value.startsWith(prefix) || !value.endsWith(suffix)) {
            return false;
        }
        return open || (isExact() ? value.length() == text.length() : matchesFrom(value, prefix.length()));
    }

    private boolean matchesFrom(String value, int from) {
        int star = -1;
        int retry = from;
        int at = from;
        int next = from;
        while (next < value.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = next;
            } else if (at < text.length() && text.charAt(at) == value.charAt(next)) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++retry;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** Whether it stands for itself alone. */
    public boolean isExact() {
        return prefix.length() == text.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
