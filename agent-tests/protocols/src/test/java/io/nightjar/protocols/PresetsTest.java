package io.nightjar.protocols;

import io.nightjar.kit.Jdk;
import io.nightjar.kit.PresetTests;
import io.nightjar.kit.SeenCalls;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets of protocols' clients. */
final class PresetsTest extends PresetTests {
    PresetsTest() {
        super(Sights.BY_APP);
    }

    @Override
    protected String watch() {
        return "auto,okhttp,apache-httpclient";
    }

    @ParameterizedTest
    @ValueSource(strings = {"OkHttpApp", "ApacheHttpApp"})
    void shouldSeeNoRequestOfAClientThatIsNotNamed(String name) throws Exception {
        SeenCalls.assertSeen(Jdk.OF_THE_TESTS, name, List.of());
    }
}
