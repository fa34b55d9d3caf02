package io.nightjar.sample;

/** A return code that ends more than one metric: of a device, or of the whole session. */
final class NvmlFailure extends Exception {
    private final int code;

    NvmlFailure(int code, String function) {
        super(function + ": " + NvmlCode.say(code), null, false, false);
        this.code = code;
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
