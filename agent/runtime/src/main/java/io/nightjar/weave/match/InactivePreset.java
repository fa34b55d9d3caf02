package io.nightjar.weave.match;

import io.nightjar.pattern.Pattern;
import java.util.List;

/**
 * A preset shipped with the agent whose text is read only when its library is seen.
 *
 * @param packages internal prefixes
 * @param excluded what the user excludes
 */
public record InactivePreset(String name, List<String> packages, List<Pattern> excluded) {}
