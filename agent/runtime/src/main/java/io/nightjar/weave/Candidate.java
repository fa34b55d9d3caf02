package io.nightjar.weave;

import java.util.List;

/**
 * A class that rules may match in, before its methods are known.
 *
 * @param named rules that match the class itself
 * @param inherited rules for methods of types that it descends from
 * @param targets internal names of the types, named by rules, that it descends from
 */
record Candidate(List<Rule> named, List<Rule> inherited, String[] targets) {}
