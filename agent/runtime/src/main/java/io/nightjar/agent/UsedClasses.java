package io.nightjar.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which classes of libraries the agent leads to: by a reference, a descriptor, or a text that is a class's name, in a class or in
 * a resource. Runs in the build, not in the jar.
 */
final class UsedClasses {
    /** Only of these is anything left out: they find no class of their own by a name that they put together. */
    private static final List<String> LEFT_OUT_WHERE_UNUSED = List.of(
            "com/sun/jna/platform/",
            "com/fasterxml/jackson/core/",
            "io/prometheus/",
            "net/bytebuddy/",
            "org/eclipse/jetty/");

    private static final String CLASS = ".class";
    private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)(?=[;<])");
    private static final Pattern NAME = Pattern.compile("[\\w.$]+");
    private static final int FIRST_CONSTANT = 8;

    private final Map<String, byte[]> files;
    private final Set<String> used = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    private UsedClasses(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Everything but what nothing leads to.
     *
     * @param files by path: classes and resources
     */
    static Map<String, byte[]> of(Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> used = new HashMap<>(files);
        used.keySet().retainAll(new UsedClasses(files).find());
        return used;
    }

    private Set<String> find() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!mayBeLeftOut(file.getKey())) {
                use(file.getKey());
            }
        }
        while (!waiting.isEmpty()) {
            String path = waiting.pop();
            if (path.endsWith(CLASS)) {
                readClass(files.get(path));
            } else {
                readResource(new String(files.get(path), StandardCharsets.ISO_8859_1));
            }
        }
        return used;
    }

    private static boolean mayBeLeftOut(String path) {
        for (String beginning : LEFT_OUT_WHERE_UNUSED) {
            if (path.startsWith(beginning) && path.endsWith(CLASS)) {
                return true;
            }
        }
        return false;
    }

    private void use(String path) {
        if (files.containsKey(path) && used.add(path)) {
            waiting.push(path);
        }
    }

    private void readResource(String text) {
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            use(names.group().replace('.', '/') + CLASS);
        }
    }

    /** Every text of a class file is in its constants: names of types, descriptors, signatures and what the code says. */
    private void readClass(byte[] file) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(file, FIRST_CONSTANT, file.length - FIRST_CONSTANT));
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> readText(in.readUTF());
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("a class file has a constant of kind " + tag);
            }
        }
    }

    private void readText(String text) {
        use(text.replace('.', '/') + CLASS);
        Matcher types = TYPE.matcher(text);
        while (types.find()) {
            use(types.group(1) + CLASS);
        }
    }
}
