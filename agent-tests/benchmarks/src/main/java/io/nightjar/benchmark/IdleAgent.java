package io.nightjar.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** An agent that is shown every class and does nothing: what remains beside it is the JVM's own share of any agent. */
public final class IdleAgent implements ClassFileTransformer {
    private IdleAgent() {}

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new IdleAgent(), true);
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
        return null;
    }

    /** Packs it as the JVM wants an agent. */
    static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", IdleAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        String file = IdleAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream in = IdleAgent.class.getResourceAsStream('/' + file)) {
            entries.putNextEntry(new ZipEntry(file));
            in.transferTo(entries);
        }
    }
}
