package io.nightjar.sample.gpu;

import io.nightjar.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One walk over the driver's GPUs and their MIG parts. Confined to the thread of the native calls. */
final class NvmlDiscovery {
    private final Nvml nvml;
    private final GpuSelection wanted;
    private final List<NvmlDevice> known;
    private final AgentLog log;
    private final List<NvmlDevice> selected = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> unmatched;
    private final long[] handle = new long[1];
    private final int[] ints = new int[2];
    private final String[] text = new String[1];

    NvmlDiscovery(Nvml nvml, GpuSelection wanted, List<NvmlDevice> known, AgentLog log) {
        this.nvml = nvml;
        this.wanted = wanted;
        this.known = known;
        this.log = log;
        this.unmatched = new ArrayList<>(wanted.wanted());
    }

    /** The devices to read, those known before with all that was learnt of them. */
    List<NvmlDevice> selected() {
        return selected;
    }

    void walk(int count, long nowNanos) throws NvmlFailure {
        for (int index = 0; index < count; index++) {
            try {
                visit(index);
            } catch (NvmlFailure failure) {
                if (!failure.isOfDevice()) {
                    throw failure;
                }
                leaveOut(index, failure, nowNanos);
            }
        }
    }

    /** Names that no GPU answers to; said once each. */
    void sayUnknownNames() {
        for (String name : unmatched) {
            log.warnOnce(
                    "gpu.devices:" + name,
                    wanted.key() + " names " + name + ", and there is no such GPU; there are: "
                            + (shown.isEmpty() ? "none" : String.join(", ", shown)));
        }
    }

    private void visit(int index) throws NvmlFailure {
        require(nvml.handleByIndex(index, handle), "nvmlDeviceGetHandleByIndex_v2");
        long device = handle[0];
        require(nvml.uuid(device, text), "nvmlDeviceGetUUID");
        String uuid = text[0];
        NvmlDevice gpu = found(device, uuid, OptionalInt.of(index), null);
        if (gpu != null) {
            selected.add(gpu);
        }
        if (nvml.migMode(device, ints) == NvmlCode.SUCCESS && ints[0] == 1) {
            visitParts(device, uuid);
        }
    }

    private void visitParts(long gpu, String parentUuid) throws NvmlFailure {
        if (nvml.maxMigDevices(gpu, ints) != NvmlCode.SUCCESS) {
            return;
        }
        int most = ints[0];
        for (int part = 0; part < most; part++) {
            int code = nvml.migHandle(gpu, part, handle);
            // Parts need not be numbered without gaps.
            if (code == NvmlCode.SUCCESS && nvml.uuid(handle[0], text) == NvmlCode.SUCCESS) {
                NvmlDevice device = found(handle[0], text[0], OptionalInt.empty(), parentUuid);
                if (device != null) {
                    selected.add(device);
                }
            } else if (code != NvmlCode.NOT_FOUND && code != NvmlCode.SUCCESS) {
                log.failure("sample.nvml.mig", new NvmlFailure(code, "nvmlDeviceGetMigDeviceHandleByIndex"));
            }
        }
    }

    private @Nullable NvmlDevice found(long device, String uuid, OptionalInt index, @Nullable String parentUuid) {
        shown.add((index.isPresent() ? index.getAsInt() + " " : "") + uuid);
        unmatched.removeIf(name -> GpuSelection.isMeant(name, index, uuid));
        if (!wanted.selects(index, uuid, parentUuid)) {
            return null;
        }
        for (NvmlDevice old : known) {
            if (old.uuid().equals(uuid) && old.index().equals(index)) {
                old.rebind(device);
                return old;
            }
        }
        String name = nvml.name(device, text) == NvmlCode.SUCCESS ? text[0] : "NVIDIA GPU";
        boolean plugged = parentUuid == null && nvml.pciBusId(device, text) == NvmlCode.SUCCESS;
        Optional<String> bus = plugged ? Optional.of(text[0]) : Optional.empty();
        return new NvmlDevice(device, uuid, name, index, bus, parentUuid, log);
    }

    /** A lost GPU that was known stays in the list, as lost; others are looked for again later. */
    private void leaveOut(int index, NvmlFailure failure, long nowNanos) {
        log.warnOnce("nvml:" + index + ":" + failure.code(), "GPU " + index + " is left out: " + failure.getMessage());
        for (NvmlDevice old : known) {
            if (failure.isLoss() && old.index().equals(OptionalInt.of(index))) {
                old.lose(failure, nowNanos);
                selected.add(old);
            }
        }
    }

    private static void require(int code, String function) throws NvmlFailure {
        if (code != NvmlCode.SUCCESS) {
            throw new NvmlFailure(code, function);
        }
    }
}
