package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.doctor.Check;
import dev.runspec.registry.cli.doctor.HostDoctor;
import dev.runspec.registry.cli.doctor.RegistryDoctor;
import dev.runspec.registry.cli.doctor.RegistryFace;
import dev.runspec.registry.cli.output.CheckListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.policy.Attendance;
import dev.runspec.registry.cli.policy.Policy;
import dev.runspec.registry.cli.policy.PolicyGuard;
import dev.runspec.registry.cli.policy.PolicyOptions;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks for what keeps runs from working, and says what to do about it. It runs no tool, and"
          + " changes nothing.",
      "The registry: whether it answers, lets this key read and write, has the same time, and a"
          + " certificate that lasts. Hosts: whether the name resolves, SSH gets through, users can be"
          + " become without a password, and programs are there."
    },
    exitCodeList = {"0:nothing failed", "1:something failed", "2:the command line is wrong"})
public final class DoctorCommand implements Callable<Integer> {

  private static final int AT_ONCE = 10;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description = "A host to look at, too; may be given several times, or with commas.")
  private List<HostName> hosts = List.of();

  @Option(names = "--all", description = "Look at all hosts that offer tools now.")
  private boolean isAll;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The login on the hosts; SSH's own choice unless given.")
  private @Nullable String user;

  @Option(names = "--ssh-key", paramLabel = "FILE", description = "A private key for SSH.")
  private @Nullable Path sshKey;

  @Mixin private final PolicyOptions rules;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public DoctorCommand(Surroundings here) {
    this.here = here;
    this.rules = new PolicyOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    Optional<Policy> policy = policy(checks);
    try (RegistryClient registry = connection.client()) {
      RegistryFace face =
          new RegistryFace(connection.address(), connection.trusted(), here.clock());
      checks.addAll(new RegistryDoctor(registry, face, connection.isKeySent()).checks());
      boolean isReadable = checks.stream().noneMatch(DoctorCommand::isFailure);
      if (isReadable && policy.isPresent() && (isAll || !hosts.isEmpty())) {
        checks.addAll(hosts(policy.get(), registry));
      }
    }
    output.print(checks, CheckListing.CHECKS);
    return checks.stream().anyMatch(DoctorCommand::isFailure) ? 1 : 0;
  }

  private Optional<Policy> policy(List<Check> checks) {
    try {
      Policy policy = rules.policy();
      int files = policy.files().size();
      String detail =
          files == 0
              ? "there is no file"
              : files + (files == 1 ? " file is" : " files are") + " read";
      checks.add(new Check("policy", "rules", Check.Level.OK, detail, ""));
      return Optional.of(policy);
    } catch (CommandFailure e) {
      checks.add(new Check("policy", "rules", Check.Level.FAIL, "" + e.getMessage(), "mend it"));
      return Optional.empty();
    }
  }

  private List<Check> hosts(Policy policy, RegistryClient registry) {
    List<ToolGroup> tools = registry.tools();
    List<HostName> wanted =
        isAll
            ? tools.stream()
                .flatMap(t -> t.hosts().stream())
                .map(ToolHost::host)
                .distinct()
                .sorted()
                .toList()
            : hosts.stream().distinct().toList();
    PolicyGuard guard = new PolicyGuard(policy, rules.caller(), Attendance.MOOT).witnessed();
    HostDoctor doctor = new HostDoctor(Preparation.guardedBy(List.of(guard)), this::ssh);
    List<Check> checks = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(AT_ONCE, Math.max(1, wanted.size())))) {
      List<Future<List<Check>>> looks =
          wanted.stream()
              .map(host -> threads.submit(() -> doctor.checks(host, attempts(host, tools))))
              .toList();
      for (Future<List<Check>> look : looks) {
        checks.addAll(look.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a host could not be looked at", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return checks;
  }

  private List<Attempt> attempts(HostName host, List<ToolGroup> tools) {
    SshOverrides overrides = new SshOverrides(user, null);
    return tools.stream()
        .flatMap(
            group ->
                group.hosts().stream()
                    .filter(place -> place.host().equals(host))
                    .map(place -> new Attempt(group, place, List.of(), overrides)))
        .toList();
  }

  private SshCommand ssh(SshDestination destination) {
    SshCommand ssh = SshCommand.to(destination, here.environment());
    return sshKey == null ? ssh : ssh.withKey(sshKey);
  }

  private static boolean isFailure(Check check) {
    return check.level() == Check.Level.FAIL;
  }
}
