package io.nightjar.weave;

/** Constructors that are told a model's name. Thread-safe. */
final class KeepingSite extends Site {
    private final KeptNames names;

    KeepingSite(KeptNames names) {
        this.names = names;
    }

    @Override
    long enter(Object receiver, Object argument) {
        return 1;
    }

    @Override
    Object returned(Object result, long startNanos, Object receiver, Object argument) {
        if (receiver != null && argument instanceof CharSequence name) {
            names.keep(receiver, name);
        }
        return result;
    }

    @Override
    void threw(Throwable thrown, long startNanos, Object receiver, Object argument) {
        // There is no object to name.
    }
}
