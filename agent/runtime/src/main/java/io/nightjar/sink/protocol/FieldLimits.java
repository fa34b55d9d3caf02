package io.nightjar.sink.protocol;

/** Texts cut to what a service takes. Stateless. */
final class FieldLimits {
    private FieldLimits() {}

    /** The text, or its beginning and an ellipsis; never more than so many UTF-16 units, no character cut in two. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + '…';
    }
}
