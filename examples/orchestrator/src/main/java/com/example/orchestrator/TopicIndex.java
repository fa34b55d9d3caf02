package com.example.orchestrator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The desk's topics and their places among the embeddings. Immutable. */
final class TopicIndex {

    private record Entry(String name, float[] place) {}

    private final List<Entry> entries;

    private TopicIndex(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Embeds every line {@code topic<TAB>description} of a resource. */
    static TopicIndex load(String resource, EmbeddingModel model) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Resources.lines(resource)) {
            String[] parts = line.split("\t", 2);
            entries.add(new Entry(parts[0], model.embed(parts[1])));
        }
        return new TopicIndex(entries);
    }

    Answer.Topic nearest(float[] place) {
        Answer.Topic best = new Answer.Topic("unknown", -1);
        for (Entry entry : entries) {
            double similarity = product(entry.place, place);
            if (similarity > best.similarity()) {
                best = new Answer.Topic(entry.name, similarity);
            }
        }
        return best;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
