package io.nightjar.sample.gpu;

import java.nio.file.Path;

/** The session against the interface fake. */
final class NvmlSessionTest extends NvmlSessionCases {
    @Override
    FakeDriver driver(Path directory, boolean old) {
        return new InterfaceFakeDriver(old);
    }
}
