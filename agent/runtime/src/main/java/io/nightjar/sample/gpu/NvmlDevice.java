package io.nightjar.sample.gpu;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one GPU or MIG part, and how it is read. Confined to the thread of the native calls. */
final class NvmlDevice {
    private static final long SLOW_PERIOD_NANOS = 5_000_000_000L;
    private static final long LOST_PROBE_NANOS = 60_000_000_000L;
    private static final long FAULTS = 0x8 | 0x20 | 0x40 | 0x80;

    private enum Metric {
        UTILIZATION,
        TEMPERATURE_V,
        TEMPERATURE,
        POWER,
        CLOCK_EVENTS,
        CLOCK_THROTTLE,
        PROCESSES
    }

    private final String uuid;
    private final String name;
    private final OptionalInt index;
    private final Optional<String> pciBusId;
    private final @Nullable String parentUuid;
    private final AgentLog log;
    private final Set<Metric> unsupported = EnumSet.noneOf(Metric.class);
    private final NvmlMemory memory;
    private final long[] longs = new long[1];
    private final int[] ints = new int[2];
    private byte[] processTable = new byte[GpuProcessTable.bytesFor(16)];

    private long handle;
    private boolean lost;
    private long lostProbeNanos;
    private boolean slowRead;
    private long slowReadNanos;
    private OptionalDouble temperature = OptionalDouble.empty();
    private OptionalLong power = OptionalLong.empty();
    private List<String> clockReasons = List.of();
    private List<GpuProcess> processes = List.of();

    NvmlDevice(
            long handle,
            String uuid,
            String name,
            OptionalInt index,
            Optional<String> pciBusId,
            @Nullable String parentUuid,
            AgentLog log) {
        this.handle = handle;
        this.uuid = uuid;
        this.name = name;
        this.index = index;
        this.pciBusId = pciBusId;
        this.parentUuid = parentUuid;
        this.log = log;
        this.memory = new NvmlMemory(uuid, parentUuid != null, log);
        if (parentUuid != null) {
            // The driver tells these of a whole GPU only.
            unsupported.addAll(EnumSet.complementOf(EnumSet.of(Metric.PROCESSES)));
        }
    }

    String uuid() {
        return uuid;
    }

    OptionalInt index() {
        return index;
    }

    String describe() {
        return (index.isPresent() ? index.getAsInt() + " " : "") + uuid + " (" + name + ")";
    }

    /** A handle found anew; all else that was learnt stays. */
    void rebind(long newHandle) {
        handle = newHandle;
    }

    /** Latches the loss: said once, and shown until the device answers again. */
    void lose(NvmlFailure failure, long nowNanos) {
        if (!lost) {
            log.warn("GPU " + describe() + " is lost: " + failure.getMessage());
        }
        lost = true;
        lostProbeNanos = nowNanos + LOST_PROBE_NANOS;
    }

    /** Reads it; a lost one is asked at most once a minute. */
    GpuReading read(Nvml nvml, long nowNanos) throws NvmlFailure {
        if (lost && nowNanos - lostProbeNanos < 0) {
            return reading(null, OptionalDouble.empty(), OptionalDouble.empty());
        }
        try {
            return readNow(nvml, nowNanos);
        } catch (NvmlFailure failure) {
            if (!failure.isLoss()) {
                throw failure;
            }
            lose(failure, nowNanos);
            return reading(null, OptionalDouble.empty(), OptionalDouble.empty());
        }
    }

    private GpuReading readNow(Nvml nvml, long nowNanos) throws NvmlFailure {
        NvmlMemory.Reading reading = memory.read(nvml, handle);
        boolean busyKnown =
                usable(Metric.UTILIZATION, "nvmlDeviceGetUtilizationRates", () -> nvml.utilization(handle, ints));
        OptionalDouble busy = busyKnown ? OptionalDouble.of(ints[0]) : OptionalDouble.empty();
        OptionalDouble bandwidth = busyKnown ? OptionalDouble.of(ints[1]) : OptionalDouble.empty();
        if (!slowRead || nowNanos - slowReadNanos >= SLOW_PERIOD_NANOS) {
            readSlow(nvml);
            slowRead = true;
            slowReadNanos = nowNanos;
        }
        if (lost) {
            lost = false;
            log.info("GPU " + describe() + " answers again");
        }
        return reading(reading, busy, bandwidth);
    }

    private void readSlow(Nvml nvml) throws NvmlFailure {
        boolean known = usable(Metric.TEMPERATURE_V, "nvmlDeviceGetTemperatureV", () -> nvml.temperatureV(handle, ints))
                || usable(Metric.TEMPERATURE, "nvmlDeviceGetTemperature", () -> nvml.temperature(handle, ints));
        temperature = known ? OptionalDouble.of(ints[0]) : OptionalDouble.empty();
        known = usable(Metric.POWER, "nvmlDeviceGetPowerUsage", () -> nvml.power(handle, ints));
        power = known ? OptionalLong.of(Integer.toUnsignedLong(ints[0])) : OptionalLong.empty();
        known = usable(
                        Metric.CLOCK_EVENTS,
                        "nvmlDeviceGetCurrentClocksEventReasons",
                        () -> nvml.clockEventReasons(handle, longs))
                || usable(
                        Metric.CLOCK_THROTTLE,
                        "nvmlDeviceGetCurrentClocksThrottleReasons",
                        () -> nvml.clockThrottleReasons(handle, longs));
        clockReasons = known ? faults(longs[0]) : List.of();
        processes = readProcesses(nvml);
    }

    private List<GpuProcess> readProcesses(Nvml nvml) throws NvmlFailure {
        for (int attempt = 0; attempt < 3 && !unsupported.contains(Metric.PROCESSES); attempt++) {
            int room = GpuProcessTable.entriesIn(processTable.length);
            ints[0] = room;
            GpuProcessTable.clear(processTable);
            int code = nvml.computeProcesses(handle, ints, processTable);
            if (code == NvmlCode.SUCCESS) {
                return GpuProcessTable.decode(processTable, ints[0]);
            }
            if (code != NvmlCode.INSUFFICIENT_SIZE) {
                refuse(Metric.PROCESSES, code, "nvmlDeviceGetComputeRunningProcesses");
                return List.of();
            }
            // Between two calls more processes may come: room for some.
            int wanted = Math.max(room * 2, Math.min(Math.max(0, ints[0]), 4096));
            processTable = new byte[GpuProcessTable.bytesFor(wanted)];
        }
        return List.of();
    }

    private boolean usable(Metric metric, String function, Call call) throws NvmlFailure {
        if (unsupported.contains(metric)) {
            return false;
        }
        int code = call.code();
        if (code == NvmlCode.SUCCESS) {
            return true;
        }
        refuse(metric, code, function);
        return false;
    }

    private void refuse(Metric metric, int code, String function) throws NvmlFailure {
        boolean forGood = code == NvmlCode.NOT_SUPPORTED
                || code == NvmlCode.FUNCTION_NOT_FOUND
                || code == NvmlCode.NO_PERMISSION
                || code == NvmlCode.ARGUMENT_VERSION_MISMATCH;
        if (forGood) {
            unsupported.add(metric);
        } else {
            NvmlFailure.throwOrCount(code, function, false, log);
        }
    }

    private GpuReading reading(NvmlMemory.@Nullable Reading found, OptionalDouble busy, OptionalDouble bandwidth) {
        boolean own = found != null && found != NvmlMemory.UNIFIED;
        return new GpuReading(
                uuid,
                name,
                index,
                pciBusId,
                Optional.ofNullable(parentUuid),
                lost ? GpuReading.State.LOST : GpuReading.State.OK,
                found == NvmlMemory.UNIFIED,
                own ? OptionalLong.of(found.totalBytes()) : OptionalLong.empty(),
                own ? OptionalLong.of(found.freeBytes()) : OptionalLong.empty(),
                own ? OptionalLong.of(found.usedBytes()) : OptionalLong.empty(),
                own ? found.reservedBytes() : OptionalLong.empty(),
                busy,
                bandwidth,
                lost ? OptionalDouble.empty() : temperature,
                lost ? OptionalLong.empty() : power,
                lost ? List.of() : clockReasons,
                lost ? List.of() : processes);
    }

    /** Reasons that are faults; idle, application clocks and the software power cap are normal. */
    private static List<String> faults(long mask) {
        if ((mask & FAULTS) == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        String[] known = {"HwSlowdown", "SwThermalSlowdown", "HwThermalSlowdown", "HwPowerBrakeSlowdown"};
        long[] bits = {0x8, 0x20, 0x40, 0x80};
        for (int i = 0; i < bits.length; i++) {
            if ((mask & bits[i]) != 0) {
                names.add(known[i]);
            }
        }
        return names;
    }

    /** A call of the driver. */
    private interface Call {
        int code();
    }
}
