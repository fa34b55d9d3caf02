package io.nightjar.benchmark.stream;

/** What the chunks of an answer are handed to. */
interface Handler {
    void onPart(String part);

    void onDone(String answer);

    void onError(Throwable failure);
}
