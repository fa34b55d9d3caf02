package io.nightjar.state;

import io.nightjar.alert.AlertRecord;
import io.nightjar.learn.Learned;
import io.nightjar.notify.PolicyMemory.Beginnings;
import io.nightjar.notify.PolicyMemory.OpenRecord;
import io.nightjar.notify.Silence;
import io.nightjar.objective.ObjectiveMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one state file holds. Not thread-safe. */
final class StateContent {
    final List<OpenRecord> conditions = new ArrayList<>();
    final List<Silence> silences = new ArrayList<>();
    final List<Beginnings> beginnings = new ArrayList<>();
    final List<AlertRecord> history = new ArrayList<>();
    final List<ObjectiveMemory> objectives = new ArrayList<>();
    final List<Learned> learned = new ArrayList<>();
    /** Names of the directories whose content this file holds already. */
    final Set<String> superseded = new LinkedHashSet<>();
    /** Whole lines that this version has no use for and a newer one has. */
    final List<byte[]> others = new ArrayList<>();

    /** When it was written; where the file does not say, when it was last changed. */
    Instant savedAt;
    /** Whether a version wrote it whose files this one does not understand: then the rest is empty. */
    boolean newer;
    /** Lines that are damaged, and such as are missing. */
    int damaged;

    StateContent(Instant changedAt) {
        savedAt = changedAt;
    }
}
