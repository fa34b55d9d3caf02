package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.preset.Rule;
import io.nightjar.preset.Sightings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnmatchedReportTest {
    private static final long MOMENT = 1_000_000_000L;
    private static final ClassLoader LOADER = UnmatchedReportTest.class.getClassLoader();

    private static List<Rule> rules(String... patterns) {
        AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
        return RuleRegistry.of(new WatchSettings(List.of(patterns), List.of(), null), log)
                .current()
                .all();
    }

    @Test
    void shouldSayThatAPatternTimesNothingWhenItsOneTypeHasNoSuchMethod() {
        List<Rule> rules = rules("com.acme.Engine#typo");
        rules.get(0).sightings().type("com/acme/Engine", null, MOMENT);

        assertThat(UnmatchedReport.warnings(rules, MOMENT + UnmatchedReport.PATIENCE_NANOS - 1))
                .isEmpty();
        assertThat(UnmatchedReport.warnings(rules, MOMENT + UnmatchedReport.PATIENCE_NANOS))
                .singleElement()
                .asString()
                .contains("'com.acme.Engine#typo' times nothing: no method of com.acme.Engine");
        assertThat(UnmatchedReport.warnings(rules, MOMENT + 2 * UnmatchedReport.PATIENCE_NANOS))
                .as("once")
                .isEmpty();
    }

    @Test
    void shouldSayNothingOfAWildcardWhenClassesOfItsPackageStillLoad() {
        List<Rule> rules = rules("com.acme..*#predict", "@com.acme.Timed#predict");
        for (int minute = 0; minute < 30; minute++) {
            long nowNanos = MOMENT + minute * 60 * MOMENT;
            assertThat(UnmatchedReport.warnings(rules, nowNanos)).isEmpty();
            for (Rule rule : rules) {
                rule.sightings().type("com/acme/Type" + minute, null, nowNanos);
            }
        }
    }

    @Test
    void shouldTakeItBackWhenAPatternMatchesLater() {
        List<Rule> rules = rules("com.acme..*#predict");
        Sightings seen = rules.get(0).sightings();
        seen.type("com/acme/Main", null, MOMENT);
        assertThat(UnmatchedReport.warnings(rules, MOMENT + UnmatchedReport.QUIET_NANOS))
                .singleElement()
                .asString()
                .contains("until now");
        assertThat(UnmatchedReport.takenBack(rules)).isEmpty();
        assertThat(UnmatchedReport.current(rules)).containsExactly("com.acme..*#predict");

        seen.admit(LOADER, "com/acme/RankService#predict(Ljava/lang/String;)V");

        assertThat(UnmatchedReport.takenBack(rules))
                .containsExactly("watch pattern com.acme..*#predict:"
                        + " 'com.acme..*#predict' matches now: com.acme.RankService#predict");
        assertThat(UnmatchedReport.takenBack(rules)).as("once").isEmpty();
        assertThat(UnmatchedReport.current(rules)).isEmpty();
    }

    @Test
    void shouldRefuseNoPatternWhenTheMethodsOfThrownAwayLoadersAddUp() {
        Sightings seen = rules("com.acme.Engine#*").get(0).sightings();
        int loaders = 0;
        boolean collected = false;
        while (!collected && loaders < 1_000) {
            collected = seen.methods() < loaders * 100;
            System.gc();
            ClassLoader thrownAway = new ClassLoader() {};
            for (int i = 0; i < 100 && !seen.refused(); i++) {
                seen.admit(thrownAway, "com/acme/Engine" + loaders + "#run" + i + "()V");
            }
            loaders++;
        }

        assertThat(collected).isTrue();
        assertThat(seen.refused()).isFalse();
    }

    @Test
    void shouldSayThatAPatternIsRefusedThoughItWasSaidBeforeThatItTimesNothing() {
        List<Rule> rules = rules("com.acme.Engine#*");
        Sightings seen = rules.get(0).sightings();
        seen.type("com/acme/Engine", null, MOMENT);
        assertThat(UnmatchedReport.warnings(rules, MOMENT + UnmatchedReport.QUIET_NANOS))
                .hasSize(1);

        for (int i = 0; i <= Rule.MOST_METHODS; i++) {
            seen.admit(LOADER, "com/acme/Engine#run" + i + "()V");
        }

        assertThat(UnmatchedReport.warnings(rules, MOMENT + UnmatchedReport.QUIET_NANOS))
                .singleElement()
                .asString()
                .contains("is refused");
    }
}
