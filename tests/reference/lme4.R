# How the numbers in lme4.py were made: R, lme4 1.1-31.
library(lme4)

show_fit <- function(fit) {
  print(as.data.frame(VarCorr(fit))[, c("grp", "vcov")], digits = 13)
  print(fixef(fit), digits = 15)
  print(logLik(fit), digits = 12)
}

show_fit(lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin))
show_fit(lmer(strength ~ 1 + (1 | batch) + (1 | sample), Pastes)) # sample is batch:cask
show_fit(lmer(Reaction ~ Days + (1 | Subject), sleepstudy))
show_fit(lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept:service), InstEval))

for (name in c("Penicillin", "Pastes", "sleepstudy", "InstEval")) {
  write.csv(get(name), paste0(name, ".csv"), row.names = FALSE)
}
