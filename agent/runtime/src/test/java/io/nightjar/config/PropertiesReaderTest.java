package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertiesReaderTest {
    private static final String[] PIECES = {
        "a", "b.c", "é", "=", ":", " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\n", "\\\\", "#", "!", "\\u0041",
        "\\t", "x=y\n", "\\ ", "\\=", "\\:", "value", "\n\n", "  # c\n"
    };

    @Test
    void shouldReadAsThePropertiesOfTheJdkWhenTheTextIsRandom() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(14); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            // The JDK is of two minds about a backslash at the very end of a file, so none stands there.
            text.append("\nend=1\n");
            Properties expected = new Properties();
            expected.load(new StringReader(text.toString()));
            Map<Object, Object> stripped = new HashMap<>();
            expected.forEach((key, value) -> stripped.put(key, value.toString().strip()));

            assertThat(read(text.toString()))
                    .as("seed %d, case %d: %s", seed, i, text)
                    .isEqualTo(stripped);
        }
    }

    @Test
    void shouldKeepTheFirstLineWhenAnEntryContinues() {
        List<Problem> problems = new ArrayList<>();
        byte[] text = "\n# c\nwatch = a, \\\n   b, \\\n   c\r\nservice = x\n".getBytes(StandardCharsets.UTF_8);

        List<Entry> entries = PropertiesReader.read("f", text, problems);

        assertThat(entries).containsExactly(new Entry("watch", "a, b, c", "f", 3), new Entry("service", "x", "f", 6));
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldNameTheLineWhenAnEscapeIsMalformed() {
        List<Problem> problems = new ArrayList<>();

        List<Entry> entries =
                PropertiesReader.read("f", "a=1\nb=C:\\users\nc=3".getBytes(StandardCharsets.UTF_8), problems);

        assertThat(entries).extracting(Entry::key).containsExactly("a", "c");
        assertThat(problems).singleElement().extracting(Problem::line).isEqualTo(2);
    }

    private static Map<Object, Object> read(String text) {
        List<Problem> problems = new ArrayList<>();
        Map<Object, Object> entries = new HashMap<>();
        for (Entry entry : PropertiesReader.read("f", text.getBytes(StandardCharsets.UTF_8), problems)) {
            entries.put(entry.key(), entry.value());
        }
        assertThat(problems).isEmpty();
        return entries;
    }
}
