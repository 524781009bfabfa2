/**
 * The wire contract, held black-box: what an agent, an orchestrator and the registry say to each
 * other, byte for byte.
 *
 * <p>Enter through {@link dev.runspec.registry.server.contract.FourWays}: a test that is marked
 * with it gets a {@link dev.runspec.registry.server.contract.RunningRegistry} of its own, once for
 * each way to talk to one. Nothing here looks behind the socket but at the clock.
 */
@NullMarked
package dev.runspec.registry.server.contract;

import org.jspecify.annotations.NullMarked;
