package io.nightjar.sample.gpu;

import io.nightjar.log.AgentLog;

/** A return code that ends more than one metric: of a device, or of the whole session. */
final class NvmlFailure extends Exception {
    private final int code;

    NvmlFailure(int code, String function) {
        super(function + ": " + NvmlCode.say(code), null, false, false);
        this.code = code;
    }

    /** Throws what concerns the device or the session, passes over what will be there later, counts the rest. */
    static void throwOrCount(int code, String function, boolean neededByDevice, AgentLog log) throws NvmlFailure {
        boolean passing = switch (code) {
            case NvmlCode.NO_DATA, NvmlCode.NOT_READY, NvmlCode.TIMEOUT, NvmlCode.NOT_SUPPORTED -> true;
            case NvmlCode.UNINITIALIZED,
                    NvmlCode.INVALID_ARGUMENT,
                    NvmlCode.DRIVER_NOT_LOADED,
                    NvmlCode.LIBRARY_NOT_FOUND,
                    NvmlCode.GPU_IS_LOST,
                    NvmlCode.RESET_REQUIRED,
                    NvmlCode.OPERATING_SYSTEM,
                    NvmlCode.LIB_RM_VERSION_MISMATCH,
                    NvmlCode.UNKNOWN -> throw new NvmlFailure(code, function);
            default -> false;
        };
        if (code == NvmlCode.NO_PERMISSION && neededByDevice) {
            throw new NvmlFailure(code, function);
        }
        if (!passing) {
            log.failure("sample.nvml." + function, new NvmlFailure(code, function));
        }
    }

    int code() {
        return code;
    }

    /** Whether only one device is concerned. */
    boolean isOfDevice() {
        return switch (code) {
            case NvmlCode.INVALID_ARGUMENT,
                    NvmlCode.NO_PERMISSION,
                    NvmlCode.GPU_IS_LOST,
                    NvmlCode.RESET_REQUIRED,
                    NvmlCode.OPERATING_SYSTEM -> true;
            default -> false;
        };
    }

    boolean isLoss() {
        return code == NvmlCode.GPU_IS_LOST || code == NvmlCode.RESET_REQUIRED;
    }
}
