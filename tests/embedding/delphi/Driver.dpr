program Driver;

uses
  {$ifdef unix}cwstring,{$endif} SysUtils, Forms, HelpLink, HelpKey;

var
  Facts, Identity, None: TPairs;
  Secret: string;
  CallHelp: Boolean;
begin
  None := nil;
  SetLength(Facts, 2);
  Facts[0] := Pair('windows', 'win11');
  Facts[1] := Pair('program-version', '4.12.1');
  SetLength(Identity, 2);
  Identity[0] := Pair('email', 'sara@example.org');
  Identity[1] := Pair('name', 'Sara "the \ reader" '#$0633#$0627#$0631#$0627);
  Secret := string(GetEnvironmentVariable('READER_2026'));
  WriteLn(HelpAddress('question-marks', Facts, 'fa'));
  WriteLn(ErrorAddress($80070643, None));
  WriteLn(SignedAddress('question-marks', Secret, Facts, Identity, 'fa'));
  WriteLn(SignedAddress('question-marks', Secret, Facts, Identity, 'fa'));
  InstallHelpKey;
  CallHelp := True;
  if not Application.OnHelp(0, 30, CallHelp) or CallHelp then
    Halt(1);
end.
