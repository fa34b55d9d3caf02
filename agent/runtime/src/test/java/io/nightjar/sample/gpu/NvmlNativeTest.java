package io.nightjar.sample.gpu;

import java.nio.file.Files;
import java.nio.file.Path;

/** The session and the JNA binding against the fake library in C. */
final class NvmlNativeTest extends NvmlSessionCases {
    @Override
    FakeDriver driver(Path directory, boolean old) throws Exception {
        Path own = Files.createTempDirectory(directory, "driver");
        return old ? NativeFakeDriver.build(own, "-DOLD_DRIVER") : NativeFakeDriver.build(own);
    }
}
