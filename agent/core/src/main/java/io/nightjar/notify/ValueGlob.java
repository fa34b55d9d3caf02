package io.nightjar.notify;

/**
 * A text in which {@code *} stands for any characters, none included. Compared in time that grows with the length of the value
 * times that of the glob at most. Immutable.
 */
record ValueGlob(String text) {
    boolean matches(String value) {
        int star = -1;
        int retry = 0;
        int at = 0;
        int next = 0;
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

    boolean isExact() {
        return text.indexOf('*') < 0;
    }
}
