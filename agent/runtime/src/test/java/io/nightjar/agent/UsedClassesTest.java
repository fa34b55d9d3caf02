package io.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsedClassesTest {
    private final Map<String, byte[]> files = new HashMap<>();

    @Test
    void shouldKeepWhatIsLedToAndNothingElseOfALibraryThatMayBeLeftOut() throws IOException {
        put("io/nightjar/A", "org/eclipse/jetty/Server", "(Lcom/sun/jna/platform/win32/Kernel32;I)V");
        put(
                "org/eclipse/jetty/Server",
                "org.eclipse.jetty.ByName",
                "Ljava/util/List<Lorg/eclipse/jetty/InSignature;>;");
        put("org/eclipse/jetty/ByName");
        put("org/eclipse/jetty/InSignature");
        put("org/eclipse/jetty/Unused", "org/eclipse/jetty/UsedByTheUnused");
        put("org/eclipse/jetty/UsedByTheUnused");
        put("com/sun/jna/platform/win32/Kernel32", "[Lcom/sun/jna/platform/win32/Inner$Structure;");
        put("com/sun/jna/platform/win32/Inner$Structure");
        put("com/sun/jna/platform/win32/Other");

        assertThat(UsedClasses.of(files).keySet())
                .containsExactlyInAnyOrder(
                        "io/nightjar/A.class",
                        "org/eclipse/jetty/Server.class",
                        "org/eclipse/jetty/ByName.class",
                        "org/eclipse/jetty/InSignature.class",
                        "com/sun/jna/platform/win32/Kernel32.class",
                        "com/sun/jna/platform/win32/Inner$Structure.class");
    }

    @Test
    void shouldKeepEveryResourceAndWhatItNames() throws IOException {
        files.put("META-INF/services/org.eclipse.jetty.Field", "# fields\norg.eclipse.jetty.Host\n".getBytes());
        files.put("org/eclipse/jetty/mime.properties", "a=b".getBytes());
        put("org/eclipse/jetty/Host");

        assertThat(UsedClasses.of(files).keySet())
                .containsExactlyInAnyOrder(
                        "META-INF/services/org.eclipse.jetty.Field",
                        "org/eclipse/jetty/mime.properties",
                        "org/eclipse/jetty/Host.class");
    }

    @Test
    void shouldKeepAllOfALibraryThatFindsClassesByNamesOfItsOwn() throws IOException {
        put("picocli/CommandLine");
        put("oshi/SystemInfo");

        assertThat(UsedClasses.of(files).keySet())
                .containsExactlyInAnyOrder("picocli/CommandLine.class", "oshi/SystemInfo.class");
    }

    @Test
    void shouldFailTheBuildWhenAClassFileCannotBeRead() throws IOException {
        files.put("io/nightjar/A.class", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 99});

        assertThatThrownBy(() -> UsedClasses.of(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99");
    }

    /** A class file as far as it is read: numbers of each kind and texts as constants. */
    private void put(String name, String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0xCAFEBABE_0000_003DL);
        out.writeShort(texts.length + 6);
        out.writeByte(5);
        out.writeLong(1);
        out.writeByte(7);
        out.writeShort(1);
        out.writeByte(15);
        out.write(new byte[3]);
        out.writeByte(10);
        out.writeInt(1);
        for (String text : texts) {
            out.writeByte(1);
            out.writeUTF(text);
        }
        files.put(name + ".class", bytes.toByteArray());
    }
}
