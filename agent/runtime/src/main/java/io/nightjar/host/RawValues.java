package io.nightjar.host;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings in this process's environment and command line, read from their bytes where the JVM's locale could not
 * decode them: containers often have none, and then every letter beyond ASCII becomes a mark of replacement. A value
 * is read anew only where it has such marks and where its bytes, which only Linux shows, are UTF-8. Confined to one
 * thread.
 */
public final class RawValues {
    private static final String PROPERTY = "nightjar.";
    private static final List<String> VARIABLES_OF_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final int MOST_BYTES = 4 << 20;

    private final boolean decodes;
    private final String environmentFile;
    private final String commandFile;
    private final List<String> lost = new ArrayList<>();
    private @Nullable List<byte[]> environmentItems;
    private @Nullable List<byte[]> commandItems;

    RawValues(String encoding, String environmentFile, String commandFile) {
        this.decodes = encoding.equals("UTF-8");
        this.environmentFile = environmentFile;
        this.commandFile = commandFile;
    }

    public static RawValues ofThisProcess() {
        return new RawValues(
                System.getProperty("sun.jnu.encoding", "UTF-8"), "/proc/self/environ", "/proc/self/cmdline");
    }

    /** The environment with what the JVM could not decode. */
    public Map<String, String> environment(Map<String, String> environment) {
        if (decodes) {
            return environment;
        }
        Map<String, String> repaired = new HashMap<>(environment);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (hasMarks(value)) {
                byte[] raw = valueOf(environmentItems(), name + '=', value);
                repair(name, value, raw, "environment variable ", name.startsWith("NIGHTJAR_"), repaired);
            }
        }
        return repaired;
    }

    /** The system properties with those of the agent's that the JVM could not decode. */
    public Map<String, String> properties(Map<String, String> properties) {
        if (decodes) {
            return properties;
        }
        Map<String, String> repaired = new HashMap<>(properties);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            String value = property.getValue();
            if (name.startsWith(PROPERTY) && hasMarks(value)) {
                byte[] raw = valueOf(commandItems(), "-D" + name + '=', value);
                repair(name, value, raw, "-D", true, repaired);
            }
        }
        return repaired;
    }

    /** What names the settings of the agent's that could not be read; to be asked at the end. */
    public List<String> lost() {
        return lost;
    }

    private void repair(
            String name, String value, byte @Nullable [] raw, String kind, boolean ours, Map<String, String> repaired) {
        String decoded = raw == null ? null : decoded(raw);
        if (decoded != null) {
            repaired.put(name, decoded);
        } else if (ours && value.indexOf('\uFFFD') >= 0) {
            lost.add(kind + name);
        }
    }

    private static boolean hasMarks(String value) {
        return value.indexOf('\uFFFD') >= 0 || value.indexOf('?') >= 0;
    }

    /** The bytes behind the prefix of the last item that has it and of which the JVM made this value. */
    private static byte @Nullable [] valueOf(List<byte[]> items, String prefix, String value) {
        byte[] begin = prefix.getBytes(StandardCharsets.US_ASCII);
        for (int i = items.size() - 1; i >= 0; i--) {
            byte[] item = items.get(i);
            if (item.length == begin.length + value.length() && isMadeOf(value, item, begin)) {
                byte[] raw = new byte[value.length()];
                System.arraycopy(item, begin.length, raw, 0, raw.length);
                return raw;
            }
        }
        return null;
    }

    private static boolean isMadeOf(String value, byte[] item, byte[] begin) {
        for (int i = 0; i < begin.length; i++) {
            if (item[i] != begin[i]) {
                return false;
            }
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            byte raw = item[begin.length + i];
            if (raw >= 0 ? c != raw : c != '?' && c != '\uFFFD') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decoded(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private List<byte[]> environmentItems() {
        List<byte[]> items = environmentItems;
        if (items == null) {
            items = new ArrayList<>();
            split(bytes(environmentFile), false, items);
            environmentItems = items;
        }
        return items;
    }

    /** The options of the command line, and of the variables in which a JVM looks for more. */
    private List<byte[]> commandItems() {
        List<byte[]> items = commandItems;
        if (items == null) {
            items = new ArrayList<>();
            for (byte[] variable : environmentItems()) {
                String text = new String(variable, StandardCharsets.ISO_8859_1);
                int equals = text.indexOf('=');
                if (equals > 0 && VARIABLES_OF_OPTIONS.contains(text.substring(0, equals))) {
                    split(text.substring(equals + 1).getBytes(StandardCharsets.ISO_8859_1), true, items);
                }
            }
            split(bytes(commandFile), false, items);
            commandItems = items;
        }
        return items;
    }

    /** Items that end with a zero byte, or words, whose quotes are left out as the JVM does. */
    private static void split(byte[] bytes, boolean words, List<byte[]> into) {
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        int quote = 0;
        for (byte b : bytes) {
            boolean ends = words ? quote == 0 && b >= 0 && b <= ' ' : b == 0;
            if (ends) {
                into.add(item.toByteArray());
                item.reset();
            } else if (words && (quote == 0 ? b == '"' || b == '\'' : b == quote)) {
                quote = quote == 0 ? b : 0;
            } else {
                item.write(b);
            }
        }
        into.add(item.toByteArray());
    }

    private static byte[] bytes(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException | SecurityException elsewhere) {
            return new byte[0];
        }
    }
}
