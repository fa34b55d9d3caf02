package io.nightjar.sample.gpu;

import java.util.OptionalLong;

/**
 * A process that holds memory of a GPU.
 *
 * @param pid as the driver sees it: in a container often the host's
 * @param usedBytes empty where the driver does not tell
 */
public record GpuProcess(long pid, OptionalLong usedBytes) {}
