package io.nightjar.benchmark.stream;

/** A handler of an application's. */
final class Collecting implements Handler {
    int length;

    @Override
    public void onPart(String part) {
        length += part.length();
    }

    @Override
    public void onDone(String answer) {
        length += answer.length();
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException(failure);
    }
}
