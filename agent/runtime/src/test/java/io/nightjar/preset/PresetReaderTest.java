package io.nightjar.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.pattern.PresetNames;
import io.nightjar.record.GenAi;
import io.nightjar.weave.match.PatternMethods;
import io.nightjar.weave.match.RuleRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetReaderTest {
    static List<PresetNames.Entry> shipped() {
        return PresetNames.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shouldReadEveryShippedPresetWithThePackagesOfItsIndex(PresetNames.Entry entry) throws IOException {
        Preset preset = PresetReader.read(entry.name(), RuleRegistry.shipped(entry.name()), List.of());

        assertThat(preset.packages()).isEqualTo(entry.packages());
        assertThat(preset.rules()).isNotEmpty().allSatisfy(rule -> {
            // The types that tell of streams may lie in what the library is built upon.
            assertThat(rule.pattern().type().text().replace('.', '/'))
                    .matches(type ->
                            rule.role() != null || entry.packages().stream().anyMatch(type::startsWith));
            assertThat(rule.role() != null
                            || List.of("engine", "client", "framework", "orchestration")
                                    .contains(rule.layer()))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shouldSayOfEveryShippedPresetWhatItsLibraryIsCalled(PresetNames.Entry entry) throws IOException {
        Preset preset = PresetReader.read(entry.name(), RuleRegistry.shipped(entry.name()), List.of());

        assertThat(preset.library()).matches("[\\w.-]+:[\\w.-]+");
        assertThat(preset.knownBy()).isNotEmpty();
        preset.knownBy().forEach((call, types) -> {
            assertThat(preset.rules()).anyMatch(rule -> (entry.name() + '.' + call).equals(rule.operation()));
            assertThat(types)
                    .isNotEmpty()
                    .allMatch(type -> entry.packages().stream().anyMatch(type.replace('.', '/')::startsWith));
        });
    }

    /** Else the agent could not say that a version lacks the method. */
    @ParameterizedTest
    @MethodSource("shipped")
    void shouldNameTheTypesOfEveryShippedPresetInFull(PresetNames.Entry entry) throws IOException {
        Preset preset = PresetReader.read(entry.name(), RuleRegistry.shipped(entry.name()), List.of());

        assertThat(preset.rules()).allMatch(PatternMethods::isOneType);
    }

    @Test
    void shouldGiveACallTheThresholdsOfItsPresetUnlessItHasItsOwn() {
        String text = "packages = com.acme\nlayer = client\nlatency.threshold = 30s\nstuck.threshold = 5m\n"
                + "chat.match = com.acme.A#a,\n   com.acme.B#b, !com.acme.C#c\nembed.match = com.acme.A#e\n"
                + "embed.latency.threshold = 250ms\nembed.label.model = result.a | arg0.b\n";

        Preset preset = PresetReader.read("mine", text, List.of());

        assertThat(preset.rules()).hasSize(3);
        Rule chat = preset.rules().get(1);
        assertThat(chat.operation()).isEqualTo("mine.chat");
        assertThat(chat.group()).isEqualTo("preset mine client");
        assertThat(chat.defaultLatencyNanos()).hasValue(30_000_000_000L);
        assertThat(chat.excluded()).hasSize(1);
        Rule embed = preset.rules().get(2);
        assertThat(embed.defaultLatencyNanos()).hasValue(250_000_000L);
        assertThat(embed.defaultStuckNanos()).hasValue(300_000_000_000L);
        assertThat(embed.labels().paths().get("model")).hasSize(2);
    }

    @Test
    void shouldReadWhatSaysThatACallThatReturnedHasFailed() {
        String text =
                "packages = com.acme\nversions = 1.0 - 1.23, 2.0\ncall.match = com.acme.A#a\ncall.failed = result.isError\n";

        Preset preset = PresetReader.read("mine", text, List.of());

        assertThat(preset.rules().get(0).labels().failed()).hasToString("result.isError");
        assertThat(preset.rules().get(0).labels().failedLike()).isEmpty();
    }

    @Test
    void shouldReadWhatAFailureThatACallReturnsIsLike() {
        String text = "packages = com.acme\ncall.match = com.acme.A#a\ncall.failed = result.code, 4*, 5*\n";

        Preset preset = PresetReader.read("mine", text, List.of());

        assertThat(preset.rules().get(0).labels().failed()).hasToString("result.code");
        assertThat(preset.rules().get(0).labels().failedLike()).hasToString("[4*, 5*]");
    }

    @Test
    void shouldTurnOnAClientOfManyUsesOnlyWhereItIsNamed() {
        assertThat(PresetNames.shipped())
                .filteredOn(PresetNames.Entry::named)
                .extracting(PresetNames.Entry::name)
                .containsExactly("okhttp", "apache-httpclient");
    }

    @Test
    void shouldSayHowCallsOfGenerativeModelsAreCalledByConvention() {
        String text = "packages = com.acme\nrun.match = com.acme.A#a\nrun.gen-ai.operation = text_completion\n"
                + "other.match = com.acme.A#b\n";

        Preset preset = PresetReader.read("mine", "gen-ai.provider = acme\n" + text, List.of());

        assertThat(preset.rules().get(0).labels().genAi()).isEqualTo(new GenAi("acme", "text_completion"));
        assertThat(preset.rules().get(1).labels().genAi()).isNull();
        assertThatThrownBy(() -> PresetReader.read("mine", text, List.of()))
                .isInstanceOf(PresetException.class)
                .hasMessageContaining("run.gen-ai.operation needs gen-ai.provider");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "chat.match = com.acme.A#a ~ 'packages' is missing",
                "packages = com.acme ~ no call",
                "packages = com.acme;chat.match = nonsense ~ line 2: chat.match: '#' is missing",
                "packages = com.acme;chat.match = a.B#c;chat.complet = return ~ line 3: unknown key 'chat.complet'",
                "packages = com.acme;chat.match = a.B#c;chat.complete = later ~ line 3: 'later' is none of auto",
                "packages = com.acme;chat.match = a.B#c;chat.latency.threshold = 3 ~ line 3: chat.latency.threshold: '3' is",
                "packages = com.acme;chat.match = a.B#c;chat.label.model = foo.bar ~ line 3: chat.label.model: a value path",
                "packages = com.acme;chat.match = a.B#c;chatt.known-by = a.D ~ line 3: unknown key 'chatt.known-by'",
                "packages = com.acme;chat.match = a.B#c;chat.failed = result.a | result.b ~ line 3: chat.failed: one path",
                "packages = com.acme;chat.match = a.B#c;chat.only = arg0.a ~ line 3: chat.only has no glob: write <path>, <glob>",
                "packages = com.acme;only = b, **;chat.match = a.B#c;chat.only = arg0.a ~ line 2: only: '**' means every call",
                "packages = com.acme;chat.match = a.B#c;chat.only = b/* ~ line 3: chat.only: a value path begins with",
                "packages = com.acme;chat.match = a.B#c;chat.only = result.a, b ~ line 3: chat.only: 'result.a' is not there",
                "packages = com.acme;chat.match = a.B#c;chat.only = kept, b ~ is not there when a call begins",
                "packages = com.acme;chat.match = a.B#c;chat.only = arg0.a | arg1.a, b ~ 'arg0.a' and 'arg1.a' begin with",
                "packages = com.acme;chat.match = a.B#c;chat.only = arg0.a, b, * ~ '*' means every call: leave the key out",
                "packages = com.acme;chat.match = a.B#c;chat.only = arg0.a, b, , c ~ line 3: chat.only: a glob is empty",
                "packages = com.acme;chat.match = a.B#<init>(*);chat.only = arg0.a, b ~ no constructor's calls can have",
                "packages = com.acme;chat.match = a.B#c;chatt.only = arg0.a, b ~ line 3: unknown key 'chatt.only'",
                "packages = com.acme;chat.match = a.B#c;chat.failed = result.a, 4*, , 5* ~ line 3: chat.failed: a glob is empty",
                "packages = com.acme;nonsense ~ line 2: 'nonsense' is not of the form",
                "packages = com.acme;chat.match = a.B#c;chat.match = a.B#c ~ line 3: 'chat.match' is given twice",
                "packages = com.acme;chat.match = a.B#c;follow.x.chunk = c ~ line 3: 'follow.x.chunk' is not of the form",
                "packages = com.acme;chat.match = a.B#c;follow.x.last = arg0.done ~ line 3: follow.x.last: 'arg0.done' begins",
                "packages = com.acme;chat.match = a.B#c;follow.x.last = done ~ line 3: follow.x.last: a value path"
            })
    void shouldNameThePresetAndTheLineOfAnError(String text, String message) {
        assertThatThrownBy(() -> PresetReader.read("mine", text.replace(';', '\n'), List.of()))
                .hasMessageContaining("preset mine")
                .hasMessageContaining(message);
    }
}
