/** The jar's root: premain, agentmain and main, and the class loader behind which everything else lives. */
package io.nightjar.agent;
