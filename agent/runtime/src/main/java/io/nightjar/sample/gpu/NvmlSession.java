package io.nightjar.sample.gpu;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One initialised NVML, held for the process's life, and the devices found through it. Confined to the thread of the
 * native calls, for any of them can block for ever.
 */
final class NvmlSession {
    private static final long LOOK_AGAIN_NANOS = 60_000_000_000L;
    private static final long LEAST_BACKOFF_NANOS = 1_000_000_000L;
    private static final long LONGEST_BACKOFF_NANOS = 300_000_000_000L;

    private final Nvml nvml;
    private final String library;
    private final AgentLog log;
    private final String[] text = new String[1];
    private final int[] count = new int[1];

    private boolean initialised;
    private long retryNanos;
    private boolean retryLater;
    private long backoffNanos = LEAST_BACKOFF_NANOS;
    private Optional<String> driverVersion = Optional.empty();
    private List<NvmlDevice> devices = List.of();
    private @Nullable GpuSelection selection;
    private int countAtDiscovery;
    private boolean discoverAgain;
    private long discoveredNanos;
    private @Nullable GpuSnapshot latest;
    private @Nullable String whyNot;

    NvmlSession(Nvml nvml, String library, AgentLog log) {
        this.nvml = nvml;
        this.library = library;
        this.log = log;
    }

    /** The latest reading; an old one where the driver has failed since; null where there never was one. */
    @Nullable
    GpuSnapshot latest() {
        return latest;
    }

    /** Why there is no fresh reading; null while there is one. */
    @Nullable
    String whyNot() {
        return whyNot;
    }

    /** Reads every selected device, initialising, finding anew and backing off as the driver's codes ask for. */
    void cycle(GpuSelection wanted, long nowNanos) {
        if (retryLater && nowNanos - retryNanos < 0) {
            return;
        }
        try {
            cycleOnce(wanted, nowNanos);
        } catch (NvmlFailure first) {
            if (first.code() == NvmlCode.UNINITIALIZED && initialised) {
                reinitialiseOnce(wanted, nowNanos);
            } else {
                fail(first, nowNanos);
            }
        }
    }

    /** Gives the driver back; may block, as every call. */
    void shutdown() {
        if (initialised) {
            initialised = false;
            nvml.shutdown();
        }
    }

    private void reinitialiseOnce(GpuSelection wanted, long nowNanos) {
        initialised = false;
        try {
            cycleOnce(wanted, nowNanos);
        } catch (NvmlFailure second) {
            fail(second, nowNanos);
        }
    }

    private void cycleOnce(GpuSelection wanted, long nowNanos) throws NvmlFailure {
        if (!initialised) {
            require(nvml.init(), "nvmlInit_v2");
            initialised = true;
            discoverAgain = true;
            driverVersion = nvml.driverVersion(text) == NvmlCode.SUCCESS ? Optional.of(text[0]) : Optional.empty();
        }
        require(nvml.deviceCount(count), "nvmlDeviceGetCount_v2");
        boolean due = nowNanos - discoveredNanos >= LOOK_AGAIN_NANOS;
        if (discoverAgain || due || count[0] != countAtDiscovery || !wanted.equals(selection)) {
            discover(wanted, nowNanos);
        }
        latest = read(nowNanos);
        retryLater = false;
        backoffNanos = LEAST_BACKOFF_NANOS;
        whyNot = devices.isEmpty() ? nothingSelected(wanted) : null;
    }

    private GpuSnapshot read(long nowNanos) throws NvmlFailure {
        List<GpuReading> readings = new ArrayList<>(devices.size());
        List<NvmlDevice> forbidden = List.of();
        for (NvmlDevice device : devices) {
            try {
                readings.add(device.read(nvml, nowNanos));
            } catch (NvmlFailure failure) {
                if (!failure.isOfDevice()) {
                    throw failure;
                }
                skip(device.describe(), failure);
                if (failure.code() == NvmlCode.INVALID_ARGUMENT) {
                    discoverAgain = true;
                } else {
                    forbidden = with(forbidden, device);
                }
            }
        }
        if (!forbidden.isEmpty()) {
            // Asked again when all devices are looked for again.
            devices = new ArrayList<>(devices);
            devices.removeAll(forbidden);
        }
        return new GpuSnapshot("nvml", Optional.of(library), driverVersion, readings, nowNanos, false);
    }

    private void fail(NvmlFailure failure, long nowNanos) {
        String said = nvml.errorString(failure.code());
        whyNot = failure.getMessage() + (said == null ? "" : " (" + said + ")");
        log.warnOnce("nvml:" + failure.code(), "No GPU readings: " + whyNot);
        if (failure.code() == NvmlCode.UNKNOWN) {
            shutdown();
        }
        initialised = initialised && failure.code() == NvmlCode.TIMEOUT;
        boolean hopeless = failure.code() == NvmlCode.GPU_NOT_FOUND
                || failure.code() == NvmlCode.LIB_RM_VERSION_MISMATCH
                || failure.code() == NvmlCode.LIBRARY_NOT_FOUND
                || failure.code() == NvmlCode.FUNCTION_NOT_FOUND;
        retryNanos = nowNanos + (hopeless ? LONGEST_BACKOFF_NANOS : backoffNanos);
        retryLater = true;
        backoffNanos = Math.min(backoffNanos * 2, LONGEST_BACKOFF_NANOS);
    }

    private void discover(GpuSelection wanted, long nowNanos) throws NvmlFailure {
        List<NvmlDevice> known = devices;
        NvmlDiscovery found = new NvmlDiscovery(nvml, wanted, known, log);
        found.walk(count[0], nowNanos);
        devices = found.selected();
        boolean changed = selection == null || !wanted.equals(selection) || count[0] != countAtDiscovery;
        if (changed) {
            found.sayUnknownNames();
        }
        if (selection != null && count[0] != countAtDiscovery) {
            log.info("The driver shows " + count[0] + " GPUs now; it were " + countAtDiscovery);
        }
        selection = wanted;
        countAtDiscovery = count[0];
        discoveredNanos = nowNanos;
        discoverAgain = false;
    }

    private void skip(String device, NvmlFailure failure) {
        log.warnOnce("nvml:" + device + failure.code(), "GPU " + device + " is left out: " + failure.getMessage());
    }

    private String nothingSelected(GpuSelection wanted) {
        if (count[0] == 0) {
            return "the driver shows no GPU";
        }
        return wanted.all()
                ? "none of the driver's " + count[0] + " GPUs may be read"
                : wanted.key() + " selects none of the driver's " + count[0] + " GPUs";
    }

    private static List<NvmlDevice> with(List<NvmlDevice> some, NvmlDevice one) {
        List<NvmlDevice> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private static void require(int code, String function) throws NvmlFailure {
        if (code != NvmlCode.SUCCESS) {
            throw new NvmlFailure(code, function);
        }
    }
}
