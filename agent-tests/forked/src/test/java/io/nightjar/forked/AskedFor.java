package io.nightjar.forked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Silences and acknowledgements that a process was asked for: what must be there, and what may be, because its command had no answer
 * before the process died. Each has a note of its own. Confined to the test's thread.
 */
final class AskedFor {
    private static final int MOST_SILENCES = 10;

    private final Random random;
    /** The ids of silences by note. */
    private final Map<String, String> silences = new HashMap<>();
    /** The notes of acknowledgements by fingerprint; null where it was taken back. */
    private final Map<String, String> acknowledgements = new HashMap<>();

    private List<String> fingerprints = List.of();
    /** The silence of the command without an answer, by its note, and whether that was to begin it. */
    private String openSilence;

    private boolean openBegins;
    /** The condition of the command without an answer, and the note, null where that was to take one back. */
    private String openCondition;

    private String openNote;
    private int asked;
    private int answered;

    AskedFor(Random random) {
        this.random = random;
    }

    int answered() {
        return answered;
    }

    /** Asks for one thing; false where the process has died of its kill before it answered. */
    boolean ask(RunningJvm jvm) {
        asked++;
        String pid = Long.toString(jvm.pid());
        String note = "note-" + asked;
        String condition = fingerprints.get(random.nextInt(fingerprints.size()));
        boolean silencing = random.nextBoolean();
        Outcome outcome;
        if (silencing) {
            openBegins = silences.size() < MOST_SILENCES && random.nextInt(3) > 0 || silences.isEmpty();
            openSilence = openBegins ? note : silences.keySet().iterator().next();
            outcome = openBegins
                    ? JarCommands.run("silence", pid, "label.team=" + note, "--for", "10h", "--note", note)
                    : JarCommands.run("unsilence", pid, silences.get(openSilence));
        } else {
            openCondition = condition;
            openNote = acknowledgements.get(condition) == null || random.nextBoolean() ? note : null;
            outcome = openNote == null
                    ? JarCommands.run("unack", pid, condition)
                    : JarCommands.run("ack", pid, condition, "--by", "ada", "--note", note);
        }
        if (outcome.exitCode() != 0) {
            assertDied(jvm, outcome);
            return false;
        }
        answered++;
        if (silencing && openBegins) {
            silences.put(note, outcome.stdout().strip());
        } else if (silencing) {
            silences.remove(openSilence);
        } else {
            acknowledgements.put(condition, openNote);
        }
        openSilence = null;
        openCondition = null;
        return true;
    }

    private static void assertDied(RunningJvm jvm, Outcome outcome) {
        jvm.await("the kill after " + outcome, () -> !jvm.isAlive());
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).startsWith("nightjar: ").doesNotContain("would not survive", "\tat ");
    }

    /** Compares with what a process that goes on says; what it has of the command without an answer counts from now on. */
    void compare(RunningJvm jvm, String where) {
        String pid = Long.toString(jvm.pid());
        compareSilences(JarCommands.objects("silences", pid, "--json"), where);
        compareAcknowledgements(JarCommands.objects("conditions", pid, "--json"), where);
        openSilence = null;
        openCondition = null;
    }

    private void compareSilences(List<Map<String, Object>> there, String where) {
        Map<String, String> found = new HashMap<>();
        for (Map<String, Object> silence : there) {
            String before = found.put((String) silence.get("note"), (String) silence.get("id"));
            assertThat(before).as("doubled: " + there + " " + where).isNull();
        }
        Map<String, String> expected = new HashMap<>(silences);
        if (openSilence != null) {
            if (found.containsKey(openSilence)) {
                expected.putIfAbsent(openSilence, found.get(openSilence));
            } else {
                expected.remove(openSilence);
            }
        }
        assertThat(found).as("silences, " + where).isEqualTo(expected);
        silences.clear();
        silences.putAll(found);
    }

    private void compareAcknowledgements(List<Map<String, Object>> conditions, String where) {
        Map<String, String> found = new HashMap<>();
        Set<String> all = new HashSet<>();
        for (Map<String, Object> condition : conditions) {
            String fingerprint = (String) condition.get("fingerprint");
            assertThat(all.add(fingerprint))
                    .as("doubled: " + conditions + " " + where)
                    .isTrue();
            Map<String, Object> acknowledged = Json.object(condition, "acknowledged");
            found.put(fingerprint, acknowledged == null ? null : (String) acknowledged.get("note"));
        }
        Map<String, String> expected = new HashMap<>(acknowledgements);
        all.forEach(fingerprint -> expected.putIfAbsent(fingerprint, null));
        if (openCondition != null
                && found.containsKey(openCondition)
                && Objects.equals(found.get(openCondition), openNote)) {
            expected.put(openCondition, openNote);
        }
        assertThat(found).as("acknowledgements, " + where).isEqualTo(expected);
        acknowledgements.clear();
        acknowledgements.putAll(found);
        fingerprints = new ArrayList<>(all);
    }
}
