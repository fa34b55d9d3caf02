package io.nightjar.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The one-pass matching against the plain definition, which tries everything. */
class NameGlobPropertyTest {
    @Test
    void shouldMatchWhatTheDefinitionMatchesWhenGlobsAndNamesAreRandom() {
        Random random = new Random(42);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String glob = text(random, "ab.*", 8).replaceAll("\\.{3,}", "..");
            String name = text(random, "aab./$", 9);

            boolean expected = matches(glob, 0, name, 0);

            assertThat(new NameGlob(glob).matches(name))
                    .as("%s on %s", glob, name)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isGreaterThan(1_000);
    }

    @Test
    void shouldMatchTheEndsThatBeginAtABorderWhenGlobsAndNamesAreRandom() {
        Random random = new Random(43);
        int exact = 0;
        int others = 0;
        for (int i = 0; i < 200_000; i++) {
            String glob = text(random, "ab.*", 5).replaceAll("\\.{3,}", "..");
            String name = text(random, "aab./$", 9);

            boolean expected = matches(glob, 0, name, 0);
            for (int at = 0; at < name.length(); at++) {
                expected |= isBorder(name.charAt(at)) && matches(glob, 0, name.substring(at + 1), 0);
            }

            NameGlob tried = new NameGlob(glob);
            assertThat(tried.matchesEnd(name)).as("%s on %s", glob, name).isEqualTo(expected);
            exact += expected && tried.exact() ? 1 : 0;
            others += expected && !tried.exact() ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(1_000);
        assertThat(others).isGreaterThan(1_000);
    }

    private static boolean isBorder(char c) {
        return isPackageBorder(c) || c == '$';
    }

    private static String text(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most); length >= 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static boolean matches(String glob, int g, String name, int n) {
        if (g == glob.length()) {
            return n == name.length();
        }
        if (glob.charAt(g) == '*') {
            return matches(glob, g + 1, name, n)
                    || n < name.length() && !isPackageBorder(name.charAt(n)) && matches(glob, g, name, n + 1);
        }
        if (glob.startsWith("..", g)) {
            if (g > 0 && (n == name.length() || !isPackageBorder(name.charAt(n)))) {
                return false;
            }
            boolean found = g == 0 && matches(glob, 2, name, 0);
            for (int at = n; at < name.length() && !found; at++) {
                found = isPackageBorder(name.charAt(at)) && matches(glob, g + 2, name, at + 1);
            }
            return found;
        }
        if (n == name.length()) {
            return false;
        }
        char c = name.charAt(n);
        boolean same = glob.charAt(g) == c || glob.charAt(g) == '.' && (isPackageBorder(c) || c == '$');
        return same && matches(glob, g + 1, name, n + 1);
    }

    private static boolean isPackageBorder(char c) {
        return c == '.' || c == '/';
    }
}
