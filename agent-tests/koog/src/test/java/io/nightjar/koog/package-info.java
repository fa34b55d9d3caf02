/** The agent and Koog's clients of models. */
package io.nightjar.koog;
