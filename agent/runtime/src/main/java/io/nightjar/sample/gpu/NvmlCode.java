package io.nightjar.sample.gpu;

/** NVML's return codes. */
public final class NvmlCode {
    static final int SUCCESS = 0;
    static final int UNINITIALIZED = 1;
    static final int INVALID_ARGUMENT = 2;
    public static final int NOT_SUPPORTED = 3;
    static final int NO_PERMISSION = 4;
    static final int NOT_FOUND = 6;
    static final int INSUFFICIENT_SIZE = 7;
    static final int DRIVER_NOT_LOADED = 9;
    static final int TIMEOUT = 10;
    static final int LIBRARY_NOT_FOUND = 12;
    static final int FUNCTION_NOT_FOUND = 13;
    static final int GPU_IS_LOST = 15;
    static final int RESET_REQUIRED = 16;
    static final int OPERATING_SYSTEM = 17;
    static final int LIB_RM_VERSION_MISMATCH = 18;
    static final int NO_DATA = 21;
    static final int ARGUMENT_VERSION_MISMATCH = 25;
    static final int NOT_READY = 27;
    static final int GPU_NOT_FOUND = 28;
    static final int UNKNOWN = 999;

    private NvmlCode() {}

    /** What a person is told. */
    static String say(int code) {
        return switch (code) {
            case UNINITIALIZED -> "the driver library was shut down by somebody else";
            case NO_PERMISSION -> "no permission";
            case DRIVER_NOT_LOADED -> "the NVIDIA driver is not loaded";
            case LIBRARY_NOT_FOUND -> "the driver library misses a part of itself";
            case FUNCTION_NOT_FOUND -> "the driver library is too old: it misses a function";
            case GPU_IS_LOST -> "the GPU has fallen off the bus";
            case RESET_REQUIRED -> "the GPU needs a reset";
            case OPERATING_SYSTEM -> "access was taken away by the operating system or the cgroup";
            case LIB_RM_VERSION_MISMATCH ->
                "driver and library versions differ; the driver was updated:" + " restart this process, or the machine";
            case GPU_NOT_FOUND -> "there is no NVIDIA GPU";
            case UNKNOWN -> "the driver failed internally, or the container lost its devices";
            default -> "NVML code " + code;
        };
    }
}
