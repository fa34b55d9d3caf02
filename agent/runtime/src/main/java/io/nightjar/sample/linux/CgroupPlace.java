package io.nightjar.sample.linux;

import io.nightjar.sample.reading.NotAvailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the memory controller of this process stands in the file system.
 *
 * @param version 1 or 2
 * @param levels directories from the process's own cgroup up to the mount point
 */
record CgroupPlace(int version, List<Path> levels) {
    private static final int OPTIONAL_FIELDS = 6;

    CgroupPlace {
        levels = List.copyOf(levels);
    }

    /**
     * Finds it by {@code self/cgroup} and {@code self/mountinfo}; on a hybrid host version 1 has the controller.
     *
     * @param root what mount points are resolved against, {@code /} outside tests
     */
    static CgroupPlace find(Path proc, Path root) throws IOException, NotAvailableException {
        List<String> groups = lines(proc.resolve("self/cgroup"));
        List<String> mounts = lines(proc.resolve("self/mountinfo"));
        String legacyPath = pathOf(groups, "memory");
        Mount legacy = legacyPath == null ? null : mount(mounts, "cgroup", "memory");
        if (legacy != null) {
            return new CgroupPlace(1, levels(root, legacy, legacyPath));
        }
        String unifiedPath = pathOf(groups, "");
        Mount unified = unifiedPath == null ? null : mount(mounts, "cgroup2", null);
        if (unified != null) {
            return new CgroupPlace(2, levels(root, unified, unifiedPath));
        }
        throw new NotAvailableException("no cgroup memory controller is mounted");
    }

    private static List<String> lines(Path file) throws IOException, NotAvailableException {
        if (!Files.isReadable(file)) {
            throw new NotAvailableException(file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
        return TextFile.lines(file);
    }

    /** The path behind {@code id:controllers:}; the unified hierarchy names no controller. */
    private static @Nullable String pathOf(List<String> groups, String controller) {
        for (String group : groups) {
            int first = group.indexOf(':');
            int second = group.indexOf(':', first + 1);
            if (first < 0 || second < 0) {
                continue;
            }
            String controllers = group.substring(first + 1, second);
            boolean meant = controller.isEmpty() ? controllers.isEmpty() : listHas(controllers, controller);
            if (meant) {
                return group.substring(second + 1);
            }
        }
        return null;
    }

    /** Line: {@code id parent major:minor root mountpoint options optional… - type source superoptions}. */
    private static @Nullable Mount mount(List<String> mounts, String type, @Nullable String superOption) {
        for (String line : mounts) {
            String[] fields = line.split(" ");
            int dash = OPTIONAL_FIELDS;
            while (dash < fields.length && !fields[dash].equals("-")) {
                dash++;
            }
            if (dash + 3 < fields.length
                    && fields[dash + 1].equals(type)
                    && (superOption == null || listHas(fields[dash + 3], superOption))) {
                return new Mount(unescape(fields[3]), unescape(fields[4]));
            }
        }
        return null;
    }

    /** From the process's own directory up; what lies above the mount point cannot be seen from here. */
    private static List<Path> levels(Path root, Mount mount, String groupPath) throws NotAvailableException {
        Path top = root.resolve(mount.point.substring(1)).normalize();
        Path own = top.resolve(below(mount.root, groupPath)).normalize();
        if (!own.startsWith(top) || !Files.isDirectory(own)) {
            own = top;
        }
        List<Path> levels = new ArrayList<>();
        for (Path level = own; level.startsWith(top); level = level.getParent()) {
            levels.add(level);
        }
        if (!Files.isDirectory(top)) {
            throw new NotAvailableException(top + " is not a directory");
        }
        return levels;
    }

    private static String below(String mountRoot, String groupPath) {
        String relative = groupPath;
        if (!mountRoot.equals("/")) {
            boolean inside = groupPath.equals(mountRoot) || groupPath.startsWith(mountRoot + "/");
            relative = inside ? groupPath.substring(mountRoot.length()) : "";
        }
        return relative.startsWith("/") ? relative.substring(1) : relative;
    }

    private static boolean listHas(String list, String sought) {
        List<String> items = new ArrayList<>();
        Collections.addAll(items, list.split(","));
        return items.contains(sought);
    }

    /** Undoes the octal escapes of mountinfo. */
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    private record Mount(String root, String point) {}
}
