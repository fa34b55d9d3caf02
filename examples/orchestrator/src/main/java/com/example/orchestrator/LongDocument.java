package com.example.orchestrator;

import java.util.concurrent.TimeUnit;

/** A text so long that the embedding model needs a given time for it on this machine. Confined to one thread. */
final class LongDocument {

    private static final String SENTENCE = "The parcel was left at the neighbour's door, in the rain, without a note. ";
    private static final int MAX_SENTENCES = 1 << 14;

    private final EmbeddingModel model;
    private final long millis;
    private String text;

    LongDocument(EmbeddingModel model, long millis) {
        this.model = model;
        this.millis = millis;
    }

    /** The text; the first time it is made longer until the model needs long enough for it. */
    String text() {
        if (text == null) {
            int sentences = 16;
            while (sentences < MAX_SENTENCES && elapsedMillis(SENTENCE.repeat(sentences)) < millis) {
                sentences *= 2;
            }
            text = SENTENCE.repeat(sentences);
        }
        return text;
    }

    private long elapsedMillis(String document) {
        long start = System.nanoTime();
        model.embed(document);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
