package io.nightjar.config;

import io.nightjar.host.RegularFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a file or directory could be written, without making anything. */
final class WritablePlace {
    private WritablePlace() {}

    /** The directory of a key; null where it is not set or cannot be written, which is said. */
    static @Nullable Path directory(Values values, Key key, List<String> switchedOff) {
        Path directory = values.path(key);
        String trouble = directory == null ? "" : whyNoDirectory(directory);
        if (!trouble.isEmpty()) {
            switchedOff.add(key.text().concat(" is switched off: ").concat(values.shown(key, directory, trouble)));
            return null;
        }
        return directory;
    }

    /** Why a directory cannot be written or made; empty where it can. */
    static String whyNoDirectory(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            return directory.toString().concat(" is no directory");
        }
        return whyNotWritable(directory);
    }

    /** Why a file cannot be written or made; empty where it can. */
    static String whyNoFile(Path file) {
        String why = RegularFile.whyNot(file);
        return why.isEmpty()
                ? whyNotWritable(file)
                : file.toString().concat(" ").concat(why);
    }

    /** Looks at the path itself where it is there, else at the nearest parent that is. */
    private static String whyNotWritable(Path path) {
        Path place = path.toAbsolutePath();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        boolean parent = place != null && !place.equals(path.toAbsolutePath());
        boolean usable = place != null && Files.isWritable(place) && (!parent || Files.isDirectory(place));
        return usable ? "" : path.toString().concat(" cannot be written");
    }
}
