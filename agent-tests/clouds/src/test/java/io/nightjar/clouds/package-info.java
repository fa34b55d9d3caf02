/** The agent and the clients of models that clouds serve. */
package io.nightjar.clouds;
