package io.nightjar.sink.spool;

import io.nightjar.alert.AlertGroup;
import io.nightjar.alert.IsoMillis;
import io.nightjar.json.AlertJson;
import io.nightjar.sink.spool.JournalRecord.SetAside;
import io.nightjar.store.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spool's file of alerts that were set aside: a JSON object a line, with the destination, the reason and the whole alert.
 * All processes of a spool append to one file; a full one becomes {@code set-aside.1}. Stateless.
 */
final class SetAsideFile {
    static final String NAME = "set-aside";
    private static final long MOST_BYTES = 16L << 20;

    private SetAsideFile() {}

    static void append(Path spool, SetAside aside, Instant now) throws IOException {
        PrivateFiles.makeDirectories(spool);
        Path file = spool.resolve(NAME);
        if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
            Files.move(file, spool.resolve(NAME + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        ByteBuffer line = ByteBuffer.wrap(line(aside, now));
        try (FileChannel channel = PrivateFiles.openToAppend(file)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        }
    }

    private static byte[] line(SetAside aside, Instant now) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("set_aside_at", IsoMillis.format(now));
        map.put("destination", aside.destination());
        map.put("reason", aside.why().words());
        if (aside.delivery().isAcknowledgement()) {
            map.put("kind", "acknowledgement");
        }
        map.put("alert", aside.delivery().alert().toMap());
        AlertGroup group = aside.delivery().group();
        if (group != null) {
            map.put("group", JournalGroup.toMap(group.labels(), group.alerts()));
        }
        byte[] json = AlertJson.bytes(map);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
