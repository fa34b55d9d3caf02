package io.nightjar.sample.gpu;

/** A driver that obeys rules, in C behind the real binding or in Java behind the interface. */
public interface FakeDriver {
    int ANY = -1;
    int FIRST_MIG_PART = 16;

    /** How many GPUs it shows. */
    void count(int gpus);

    /** Answers calls from the nth to the mth of a function with a device by a code and its out-parameters. */
    void rule(String function, int device, int fromCall, int toCall, int code, long... values);

    /** Forgets all rules; calls go on counting. */
    void forget();

    /** How often a function was called. */
    int calls(String function);

    /** The driver as it is called. */
    Nvml open() throws Exception;

    default void always(String function, int device, int code, long... values) {
        rule(function, device, 1, Integer.MAX_VALUE, code, values);
    }

    /** UUID of a GPU, or of a MIG part from {@link #FIRST_MIG_PART} on. */
    static String uuid(int device) {
        return (device >= FIRST_MIG_PART ? "MIG" : "GPU") + "-" + String.format("%08d", device)
                + "-aaaa-bbbb-cccc-000000000000";
    }
}
