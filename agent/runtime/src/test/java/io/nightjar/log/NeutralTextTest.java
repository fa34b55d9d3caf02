package io.nightjar.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeutralTextTest {
    private static final String REFUSED =
            "\n\r\t\u000B\f\u0000\u0007\u001b\u007f\u0085\u009b\u061c\u200e\u200f\u2028\u2029\u202a\u202e"
                    + "\u2066\u2069\ufeff\ufffe\uffff\ud83d\udc00";

    @Test
    void shouldGiveBackTheSameTextWhenItIsHarmless() {
        for (String harmless :
                new String[] {"", "plain", "Zürich 東京 \ud83d\ude00", "a\u200db", "   ", "<script>", "${jndi:x}"}) {
            assertThat(NeutralText.of(harmless)).isSameAs(harmless);
            assertThat(NeutralText.firstLine(harmless, 200)).isSameAs(harmless);
        }
    }

    @Test
    void shouldReplaceWhatEndsALineSteersATerminalOrTurnsTheDirection() {
        assertThat(NeutralText.of("a\r\nb\u2028c\u0085d\te")).isEqualTo("a  b c d e");
        assertThat(NeutralText.of("\u001b[31mred\u009b\u0007\u0000")).isEqualTo("\ufffd[31mred\ufffd\ufffd\ufffd");
        assertThat(NeutralText.of("\u202erev\u2066x\ufeff")).isEqualTo("\ufffdrev\ufffdx\ufffd");
        assertThat(NeutralText.of("\ud83d lone \udc00")).isEqualTo("\ufffd lone \ufffd");
    }

    @Test
    void shouldKeepLineFeedsAndTabsOnlyWhenLinesAreAskedFor() {
        assertThat(NeutralText.lines("at a\n\tat b\r\u2028")).isEqualTo("at a\n\tat b  ");
    }

    @Test
    void shouldTakeTheFirstLineAlone() {
        assertThat(NeutralText.firstLine("cr\rlf\r\n2026 ERROR forged", 200)).isEqualTo("cr");
        assertThat(NeutralText.firstLine("\n\nsecond", 200)).isEqualTo("second");
        assertThat(NeutralText.firstLine("\n", 200)).isEmpty();
        assertThat(NeutralText.firstLine("x".repeat(1_000), 200)).isEqualTo("x".repeat(200));
        assertThat(NeutralText.firstLine("a".repeat(199) + "\ud83d\ude00", 200)).isEqualTo("a".repeat(199));
    }

    @Test
    void shouldNeverCutACharacterInTwo() {
        assertThat(NeutralText.cut("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(NeutralText.cut("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
        assertThat(NeutralText.cut("abc", 0)).isEmpty();
        assertThat(NeutralText.cut("\ud83d\ude00", 1)).isEmpty();
    }

    @Test
    void shouldMakeOneWellFormedLineOfAnyText() throws CharacterCodingException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int most = random.nextInt(40);
            String text = anyText(random);

            String neutral = NeutralText.of(text, most);

            assertThat(neutral.length()).as("seed %d", seed).isLessThanOrEqualTo(most);
            assertThat(neutral.chars().noneMatch(c -> c != '\ufffd' && c < 0xd800 && REFUSED.indexOf(c) >= 0))
                    .as("seed %d", seed)
                    .isTrue();
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(neutral));
            assertThat(NeutralText.of(neutral)).as("seed %d", seed).isSameAs(neutral);
        }
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append(REFUSED.charAt(random.nextInt(REFUSED.length())));
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
