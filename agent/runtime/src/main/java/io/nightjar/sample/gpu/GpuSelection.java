package io.nightjar.sample.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs are watched: indexes in the driver's order, UUIDs, or the beginnings of UUIDs; a GPU stands for its MIG
 * parts too.
 *
 * @param all every GPU that the driver shows
 * @param wanted what is named otherwise
 * @param key where the names are from, for a person
 */
public record GpuSelection(boolean all, List<String> wanted, String key) {
    private static final int LEAST_PREFIX = 8;

    public GpuSelection {
        wanted = List.copyOf(wanted);
    }

    /** {@code gpu.devices} where it is set, else {@code CUDA_VISIBLE_DEVICES}, else all. */
    public static GpuSelection of(List<String> gpuDevices, @Nullable String cudaVisibleDevices) {
        if (!gpuDevices.isEmpty()) {
            return new GpuSelection(false, gpuDevices, "gpu.devices");
        }
        if (cudaVisibleDevices == null) {
            return new GpuSelection(true, List.of(), "");
        }
        return new GpuSelection(false, visible(cudaVisibleDevices), "CUDA_VISIBLE_DEVICES");
    }

    public boolean selects(OptionalInt index, String uuid, @Nullable String parentUuid) {
        if (all) {
            return true;
        }
        for (String name : wanted) {
            if (isMeant(name, index, uuid) || (parentUuid != null && isMeant(name, OptionalInt.empty(), parentUuid))) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the names means this GPU itself. */
    static boolean isMeant(String name, OptionalInt index, String uuid) {
        if (isIndex(name)) {
            return index.isPresent() && name.equals(Integer.toString(index.getAsInt()));
        }
        boolean prefix = name.length() >= LEAST_PREFIX && uuid.regionMatches(true, 0, name, 0, name.length());
        return prefix || name.equalsIgnoreCase(uuid);
    }

    /** As CUDA reads it: the first entry that is none ends the list, and an empty list hides every GPU. */
    private static List<String> visible(String value) {
        List<String> names = new ArrayList<>();
        for (String entry : value.split(",")) {
            String name = entry.trim();
            if (!isIndex(name) && !name.startsWith("GPU-") && !name.startsWith("MIG-")) {
                break;
            }
            names.add(name);
        }
        return names;
    }

    private static boolean isIndex(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
