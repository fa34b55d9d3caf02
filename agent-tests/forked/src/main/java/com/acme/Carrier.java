package com.acme;

/** Tells which of the libraries that an agent might also carry it sees, and where from. */
public final class Carrier {
    private static final String[] TYPES = {
        "com.fasterxml.jackson.core.JsonFactory",
        "org.slf4j.LoggerFactory",
        "net.bytebuddy.ByteBuddy",
        "com.sun.jna.Native",
        "oshi.SystemInfo",
        "picocli.CommandLine",
        "io.nightjar.launch.Launcher",
        "io.nightjar.detect.AnomalyDetector",
    };

    private Carrier() {}

    public static void main(String[] arguments) throws Exception {
        new Engine().infer(120L);
        for (String type : TYPES) {
            try {
                Class<?> found = Class.forName(type);
                String path = found.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath();
                System.out.println(type + " " + path.substring(path.lastIndexOf('/') + 1));
            } catch (ClassNotFoundException e) {
                System.out.println(type + " absent");
            }
        }
        Object version = Class.forName("com.fasterxml.jackson.core.json.PackageVersion")
                .getField("VERSION")
                .get(null);
        System.out.println("jackson " + version);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.out.println("pointers of "
                + Class.forName("com.sun.jna.Native").getField("POINTER_SIZE").get(null));
    }
}
