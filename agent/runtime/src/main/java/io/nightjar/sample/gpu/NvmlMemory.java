package io.nightjar.sample.gpu;

import io.nightjar.log.AgentLog;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one GPU or MIG part: by the second version of the function, else by the first, or none of its own.
 * Confined to the thread of the native calls.
 */
final class NvmlMemory {
    /** What a device has that shares the host's memory. */
    static final Reading UNIFIED = new Reading(0, 0, 0, OptionalLong.empty());

    private final String uuid;
    private final boolean isPart;
    private final AgentLog log;
    private final long[] values = new long[4];
    private boolean firstVersionOnly;

    NvmlMemory(String uuid, boolean isPart, AgentLog log) {
        this.uuid = uuid;
        this.isPart = isPart;
        this.log = log;
    }

    /** Null where the device tells nothing now, or nonsense. */
    @Nullable
    Reading read(Nvml nvml, long handle) throws NvmlFailure {
        if (!firstVersionOnly) {
            int code = nvml.memoryV2(handle, values);
            if (code == NvmlCode.SUCCESS) {
                return checked(values[0], values[2], values[3], OptionalLong.of(values[1]));
            }
            firstVersionOnly = code == NvmlCode.FUNCTION_NOT_FOUND
                    || code == NvmlCode.ARGUMENT_VERSION_MISMATCH
                    || code == NvmlCode.NOT_SUPPORTED;
            if (!firstVersionOnly) {
                return absent(code, "nvmlDeviceGetMemoryInfo_v2");
            }
        }
        int code = nvml.memory(handle, values);
        if (code == NvmlCode.SUCCESS) {
            return checked(values[0], values[1], values[2], OptionalLong.empty());
        }
        boolean none = code == NvmlCode.NOT_SUPPORTED;
        return none && !isPart ? UNIFIED : absent(code, "nvmlDeviceGetMemoryInfo");
    }

    private @Nullable Reading absent(int code, String function) throws NvmlFailure {
        NvmlFailure.throwOrCount(code, function, true, log);
        return null;
    }

    /** Used as the driver tells it: by the first version with what it reserves, by the second without. */
    private @Nullable Reading checked(long total, long free, long used, OptionalLong reserved) {
        if (total == 0) {
            return UNIFIED;
        }
        boolean nonsense = total < 0 || free < 0 || free > total || used < 0 || used > total;
        if (nonsense) {
            log.failure(
                    "sample.nvml.memory",
                    new IllegalStateException("GPU " + uuid + " says total " + Long.toUnsignedString(total) + ", free "
                            + Long.toUnsignedString(free) + ", used " + Long.toUnsignedString(used)));
            return null;
        }
        boolean reservedKnown = reserved.isPresent() && reserved.getAsLong() >= 0 && reserved.getAsLong() <= total;
        return new Reading(total, free, used, reservedKnown ? reserved : OptionalLong.empty());
    }

    /** Memory at one moment. */
    record Reading(long totalBytes, long freeBytes, long usedBytes, OptionalLong reservedBytes) {}
}
