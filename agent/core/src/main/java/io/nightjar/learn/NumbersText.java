package io.nightjar.learn;

import java.util.zip.CRC32;

/** Numbers as one line of text: a version, the numbers, and a check. */
final class NumbersText {
    static final String VERSION = "1";

    private final StringBuilder text = new StringBuilder(VERSION);

    NumbersText add(double number) {
        long whole = (long) number;
        text.append(' ');
        if (whole == number) {
            text.append(whole);
        } else {
            text.append(number);
        }
        return this;
    }

    String end() {
        String numbers = text.toString();
        return numbers + ' ' + check(numbers, numbers.length());
    }

    static String check(String text, int to) {
        CRC32 check = new CRC32();
        for (int i = 0; i < to; i++) {
            check.update(text.charAt(i));
        }
        return Long.toHexString(check.getValue());
    }
}
