{ Stands for Delphi's unit of that name: an application that can be asked for help. }
unit Forms;

interface

type
  THelpEventData = NativeInt;
  THelpEvent = function(Command: Word; Data: THelpEventData; var CallHelp: Boolean): Boolean of object;

  TApplication = class
  private
    FOnHelp: THelpEvent;
  public
    property OnHelp: THelpEvent read FOnHelp write FOnHelp;
  end;

var
  Application: TApplication;

implementation

initialization
  Application := TApplication.Create;

finalization
  Application.Free;

end.
